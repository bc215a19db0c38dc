"""Benchmarks: ``make bench`` prints tables that anyone can reproduce. Ratios within one run, never a timed test."""

"""Biaochi 标尺: publishes service standards that can be measured."""

__version__ = "0.1.0"

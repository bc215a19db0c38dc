"""What ``biaochi new`` and ``biaochi init`` write."""

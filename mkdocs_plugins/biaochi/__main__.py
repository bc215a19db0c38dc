"""``python -m biaochi``."""

from biaochi.cli import main

raise SystemExit(main())

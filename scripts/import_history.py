"""Write the imported history of the programme: `python scripts/import_history.py --help`."""

from brandpilot.history import main

raise SystemExit(main())

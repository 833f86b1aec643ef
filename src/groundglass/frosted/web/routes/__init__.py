"""One file per subject. Each has a `router` that app.py includes; order does not matter but for console.py, last."""

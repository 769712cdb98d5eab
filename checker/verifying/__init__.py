"""Does a stored report still hold? Its plans are judged again, and what it says is held against what comes out."""

"""The pages of the server itself: templates, style and script."""

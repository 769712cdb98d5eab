"""The HTML page: what stands on it (records, every text in both languages), and its template, style and script."""

"""The office's side: what people fill in, get back marked, and receive as letters."""

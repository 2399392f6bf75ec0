"""Models on disk: kept, listed, compared, taken into use, removed."""

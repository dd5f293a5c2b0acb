"""PDF in, evidence out: knows pages and language, knows no client and no ranking of carriers."""

"""The course as a folder of static pages, with explorers that move."""

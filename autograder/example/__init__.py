"""The example class: `demo` hands it in, grades it and judges the marks."""

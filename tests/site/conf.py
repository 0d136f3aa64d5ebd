"""How Sphinx makes the pages; `make site` names this file to it."""

project = "Doria"
extensions = ["myst_parser"]
# GitHub gives an anchor to each heading, and the documents link to these.
myst_heading_anchors = 4
html_theme = "furo"
html_title = "Doria"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
# A document may show code of any kind without naming it.
highlight_language = "none"

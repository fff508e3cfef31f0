"""What every explorer is made of: a student's functions in, a live picture out.

======================  =============================================================
module                  holds
======================  =============================================================
`student`               a student's function as explorers ask it, and what goes wrong
`panel`, `draw`, `ink`  what a picture is made of, as plain data: axes, shapes, colours
`draw_matplotlib`       draws the shapes for stills
`draw_svg`              draws the same shapes for the browser
`text_width`            how wide words are, for boxes around them
`numbers`               numbers in words
`scene`                 the base of every explorer: what it shows for its controls
`controls`              sliders, steps, menus and switches with counted positions
`frames`                the frames at all positions that one move can reach
`view`, `view.js`       the live picture: its side in the kernel and in the browser
`still`, `images`       the picture for places without a kernel
`explorer`              the widget, and the decorator of the public functions
======================  =============================================================
"""

"""What a hand does with a mark in a picture: drag it by mouse or by finger."""


def centre(grip):
    """The middle of a handle, on the screen."""
    grip.scroll_into_view_if_needed()
    box = grip.locator(".gradlab-reach").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pull(page, grip, across, down, *, touch=False, steps=6):
    """Take hold of a mark, move it so many pixels, and let go."""
    x, y = centre(grip)
    path = [(x + across * i / steps, y + down * i / steps) for i in range(steps + 1)]
    if touch:
        _by_finger(page, path)
        return
    page.mouse.move(*path[0])
    page.mouse.down()
    for place in path[1:]:
        page.mouse.move(*place)
    page.mouse.up()


def _by_finger(page, path):
    """Touch a page at each place of a path, as the DevTools protocol allows."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    for kind, place in [("touchStart", path[0]), *(("touchMove", p) for p in path[1:])]:
        points = [{"x": place[0], "y": place[1]}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    session.detach()

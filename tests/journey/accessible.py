"""What axe-core says of a part of a page."""

import json

SERIOUS = {"serious", "critical"}


def findings(page, root, axe):
    """What axe-core finds serious in an explorer: rule, and elements."""
    page.evaluate(axe)
    rules = {"resultTypes": ["violations"], "preload": False}  # fetch nothing
    found = root.evaluate(f"e => axe.run(e, {json.dumps(rules)})")["violations"]
    serious = [rule for rule in found if rule["impact"] in SERIOUS]
    return [(r["id"], [node["html"][:150] for node in r["nodes"]]) for r in serious]

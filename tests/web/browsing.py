"""What a reader of a page does in a browser, and sees."""

from pathlib import Path

from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.by import By

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
#: Finds what automated rules of accessibility find, and says where.
CHECK = """const done = arguments[0];
axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => done(violations.map(
  ({id, nodes}) => id + ": " + nodes.map(({target}) => target.join(" ")).join(", "))));"""


def opened(driver, page):
    """Open a page, and wait until it is drawn."""
    driver.get(page.as_uri())
    settle(driver)
    return driver


def settle(driver):
    """Wait until the browser has drawn what has happened so far."""
    driver.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]));")


def find(driver, selector):
    return driver.find_element(By.CSS_SELECTOR, selector)


def find_all(driver, selector):
    return driver.find_elements(By.CSS_SELECTOR, selector)


def texts(driver, selector):
    return [plain(found.text) for found in find_all(driver, selector)]


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def choose(driver, what, number):
    """Choose one of the "layers" or of the "geography" of a page."""
    find_all(driver, f"#{what} label")[number].click()
    settle(driver)


def hover(driver, x, y):
    mouse = ActionBuilder(driver)
    mouse.pointer_action.move_to_location(x - 1, y).move_to_location(x, y)
    mouse.perform()
    settle(driver)


def told(driver):
    """Read the tooltip line by line; nothing where it is hidden."""
    box = find(driver, "#tooltip")
    return box.text.split("\n") if box.is_displayed() else []


def told_values(driver):
    """Read the values in the tooltip by their labels."""
    return dict(zip(texts(driver, "#tooltip dt"), texts(driver, "#tooltip dd"), strict=True))


def axe(driver):
    """Return what axe-core finds wrong with a page as it is shown."""
    driver.execute_script(AXE.read_text(encoding="utf-8"))
    return driver.execute_async_script(CHECK)


def at(page, driver, **shown):
    """Open a page at what a link says: m, k, y, s, g, r, p, l."""
    driver.get("about:blank")
    driver.get(page.as_uri() + "#" + "&".join(f"{key}={value}" for key, value in shown.items()))
    settle(driver)
    return driver

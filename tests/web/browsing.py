"""What a reader of a page does in a browser, and sees."""

from selenium.webdriver.common.actions import interaction
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait


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


def at(page, driver, **shown):
    """Open a page at what a link says: m, k, y, s, g, r, p, l."""
    driver.get("about:blank")
    driver.get(page.as_uri() + "#" + "&".join(f"{key}={value}" for key, value in shown.items()))
    settle(driver)
    return driver


#: The middle of what stands at a place: its circle, or else its area.
CENTRE = """
const mark = document.querySelector('.mark[data-place="' + arguments[0] + '"]');
const shapes = mark ? [...mark.children].filter((each) => !each.hasAttribute("hidden")) : [];
const area = document.querySelector('.place[data-place="' + arguments[0] + '"]');
const box = (shapes.at(-1) || area).getBoundingClientRect();
return [box.x + box.width / 2, box.y + box.height / 2];
"""


def centre(driver, place):
    return [round(value) for value in driver.execute_script(CENTRE, place)]


def tap(driver, x, y):
    finger = ActionBuilder(driver, mouse=PointerInput(interaction.POINTER_TOUCH, "finger"))
    finger.pointer_action.move_to_location(x, y).pointer_down().pointer_up()
    finger.perform()
    settle(driver)


def tooltip(driver):
    """Read the tooltip: the name, then pairs of label and value; nothing where it is hidden."""
    if not find(driver, "#tooltip").is_displayed():
        return None
    return find(driver, "#tooltip strong").text, told_values(driver)


def rest(driver):
    """Wait until the map neither moves nor changes, and its names are written."""
    wait = "return !document.querySelector('.leaflet-zoom-anim, .names.moving')"
    WebDriverWait(driver, 10).until(lambda d: d.execute_script(wait))
    settle(driver)


def opened_anew(driver, pages, name, link=""):
    """Open one of some pages at a link; another link of the same page would not load it anew."""
    driver.get("about:blank")
    driver.get(pages[name].as_uri() + link)
    rest(driver)
    return driver


def rects(driver, selector):
    """Read the boxes of elements that are seen: left, top, right, bottom."""
    return driver.execute_script(
        """return [...document.querySelectorAll(arguments[0])].map(function (each) {
          const { left, top, right, bottom } = each.getBoundingClientRect();
          return [left, top, right, bottom];
        }).filter(([left, top, right, bottom]) => right > left && bottom > top);""",
        selector,
    )


def overlap(one, other, least=0.5):
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > least and min(one[3], other[3]) - max(one[1], other[1]) > least


def resize(driver, width, height, *, touch=False):
    """Give the page a window of this size."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch},
    )
    driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": touch})
    settle(driver)

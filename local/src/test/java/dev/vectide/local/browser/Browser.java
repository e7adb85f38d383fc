package dev.vectide.local.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Headless Chromium with a profile of its own, driven through the driver that came with it: nothing is downloaded, neither
 * by Selenium nor by the browser. {@code VECTIDE_CHROMIUM} and {@code VECTIDE_CHROMEDRIVER} name others than Debian's.
 */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<String> DRIVERS = List.of("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path chromium, Path chromedriver) throws IOException {
        profile = Files.createTempDirectory("vectide-browser");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
    }

    /** Without a browser the test fails in CI, and is passed over elsewhere: it says what to install, and installs nothing. */
    static Browser start() throws IOException {
        Optional<Path> chromium = found("VECTIDE_CHROMIUM", BROWSERS);
        Optional<Path> chromedriver = found("VECTIDE_CHROMEDRIVER", DRIVERS);
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            String missing = "the page is NOT tested: no " + (chromium.isEmpty() ? "chromium" : "chromedriver")
                    + " on this machine (Debian: apt-get install chromium chromium-driver)";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(missing);
            }
            System.out.println(missing);
            abort(missing);
        }
        return new Browser(chromium.orElseThrow(), chromedriver.orElseThrow());
    }

    void open(URI page) {
        driver.get(page.toString());
    }

    void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    WebElement element(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> elements(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    String text(String css) {
        return element(css).getText();
    }

    /** The value of a script's last expression, as Selenium turns it into Java. */
    Object script(String script) {
        return driver.executeScript("return " + script);
    }

    /** Returns once {@code seen} holds; what the page redraws meanwhile is looked at again. */
    void await(String what, java.util.function.BooleanSupplier seen) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(200))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> what + "; the page says:\n" + text("body"))
                .until(any -> seen.getAsBoolean());
    }

    /** What the browser's console holds against the page since the last call. */
    List<String> complaints() {
        Stream<LogEntry> entries =
                StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false);
        return entries.filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::toString)
                .toList();
    }

    /** The whole page as a picture. */
    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("left behind: " + profile + " (" + e.getMessage() + ")");
        }
    }

    private static Optional<Path> found(String variable, List<String> usual) {
        String named = System.getenv(variable);
        return (named == null ? usual : List.of(named)).stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }
}

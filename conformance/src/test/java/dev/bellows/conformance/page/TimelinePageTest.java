package dev.bellows.conformance.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.conformance.page.Chromium.Shown;
import dev.bellows.run.RunId;
import dev.bellows.run.SampleTimelines;
import java.awt.Color;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a time line in a real browser. */
class TimelinePageTest {
    private static final RunId RUN = new RunId("team-a", "daily-revenue", "2026-11-20");

    /** The page in a frame as wide as a phone, and what it tells who taps into its chart and presses a key. */
    private static final String FRAME = """
            <body style="margin:0"><iframe id="frame" src="/page" style="border:0;width:%dpx;height:%dpx"></iframe><script>
            onload = () => {
              const page = frame.contentDocument, root = page.documentElement, note = document.body.dataset;
              note.millis = root.dataset.drawMillis;
              note.overflow = root.scrollWidth - root.clientWidth;
              note.width = root.clientWidth;
              const canvas = page.getElementById('canvas'), tip = page.getElementById('tip'), box = canvas.getBoundingClientRect();
              if (%s) {
                const at = { clientX: box.right - 60, clientY: box.bottom - 24, bubbles: true };
                canvas.dispatchEvent(new frame.contentWindow.PointerEvent('pointerdown', at));
                note.tapped = tip.textContent;
                note.tipright = Math.round(tip.getBoundingClientRect().right);
                canvas.dispatchEvent(new frame.contentWindow.KeyboardEvent('keydown', { key: 'ArrowUp', shiftKey: true }));
                note.pressed = tip.textContent;
                canvas.dispatchEvent(new frame.contentWindow.KeyboardEvent('keydown', { key: 'Escape' }));
                note.hidden = tip.hidden;
              }
            };
            </script></body>""";

    @TempDir
    private Path folder;

    private Chromium browser;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Chromium.isHere(), "there is no Chromium to look at the page with (Debian's package chromium)");
        browser = Chromium.open(folder);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void five_hundred_executors_for_two_hours_are_drawn_and_the_page_notes_how_long_that_took()
            throws IOException, InterruptedException {
        browser.serve("/", SampleTimelines.of(1, RUN, 500, Duration.ofHours(2)).html());

        Shown shown = browser.show("/", "--window-size=1400,1000");

        assertThat(shown.console()).isEmpty();
        assertThat(shown.noted("draw-millis")).matches("\\d+");
        System.out.println("500 executors, 2 h: drawn in " + shown.noted("draw-millis") + " ms, ready "
                + shown.noted("ready-millis") + " ms after the page was opened");
    }

    @ParameterizedTest
    @CsvSource({"400, 14", "400, 500", "1400, 14", "1400, 500"})
    void no_page_is_wider_than_its_screen_and_each_tells_what_is_touched(int width, int executors)
            throws IOException, InterruptedException {
        browser.serve(
                "/page",
                SampleTimelines.of(2, RUN, executors, Duration.ofMinutes(40)).html());
        browser.serve("/", FRAME.formatted(width, 1_000, true));

        Shown shown = browser.show("/");

        assertThat(shown.console()).isEmpty();
        assertThat(shown.noted("width")).isEqualTo(Integer.toString(width));
        assertThat(shown.noted("overflow")).isEqualTo("0");
        assertThat(shown.noted("tapped")).contains("executor " + executors);
        assertThat(Integer.parseInt(shown.noted("tipright"))).isLessThanOrEqualTo(width);
        assertThat(shown.noted("pressed")).contains("executor " + (executors - 10));
        assertThat(shown.noted("hidden")).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({"400, 14, false", "400, 500, true", "1400, 14, true", "1400, 14, false", "1400, 500, false"})
    void it_is_light_or_dark_as_the_reader_has_it(int width, int executors, boolean dark)
            throws IOException, InterruptedException {
        browser.serve(
                "/page",
                SampleTimelines.of(2, RUN, executors, Duration.ofMinutes(40)).html());
        browser.serve("/", FRAME.formatted(width, 1_400, false));
        String name = "timeline-" + executors + "-" + width + (dark ? "-dark" : "-light") + ".png";
        File picture = Path.of("target", name).toAbsolutePath().toFile();

        Shown shown = browser.show(
                "/",
                "--screenshot=" + picture,
                "--window-size=" + width + ",1400",
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1));

        assertThat(shown.console()).isEmpty();
        int paper = new Color(ImageIO.read(picture).getRGB(3, 3)).getGreen();
        if (dark) {
            assertThat(paper).isLessThan(64);
        } else {
            assertThat(paper).isGreaterThan(192);
        }
    }

    @Test
    void what_texts_of_a_run_would_do_is_not_done() throws IOException, InterruptedException {
        String markup =
                "</script><script>document.body.dataset.broken=1</script><img src=x onerror='document.body.dataset.broken=1'>";
        browser.serve(
                "/",
                SampleTimelines.of(3, new RunId("team-a", markup, markup), 3, Duration.ofMinutes(9))
                        .html());

        Shown shown = browser.show("/");

        assertThat(shown.console()).isEmpty();
        assertThat(shown.document()).contains("data-draw-millis").doesNotContain("data-broken");
    }

    @ParameterizedTest
    @CsvSource({"throw new Error('planted')", "console.error('planted')"})
    void an_error_on_a_page_would_be_seen(String script) throws IOException, InterruptedException {
        browser.serve("/", "<body><script>" + script + "</script></body>");

        assertThat(browser.show("/").console()).anyMatch(line -> line.contains("planted"));
    }

    @Test
    void a_page_that_is_too_wide_would_be_seen() throws IOException, InterruptedException {
        String chart = "<canvas id='canvas'></canvas><p id='tip'></p>";
        browser.serve("/page", "<!DOCTYPE html><body>" + chart + "<p style='width:900px'>wide</p></body>");
        browser.serve("/", FRAME.formatted(400, 600, false));

        assertThat(Integer.parseInt(browser.show("/").noted("overflow"))).isGreaterThan(400);
    }
}

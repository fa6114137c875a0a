package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.run.Scaling.Decision;
import dev.bellows.run.Scaling.Outcome;
import dev.bellows.run.Timeline.Attempt;
import dev.bellows.run.Timeline.Bar;
import dev.bellows.run.Timeline.Event;
import dev.bellows.run.Timeline.Sample;
import dev.bellows.run.Timeline.Span;
import dev.bellows.run.Timeline.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final String MARKUP =
            "</script><script>alert(1)</script><!-- <img src=x onerror='a()'> {{data}} & \"q\"";
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant END = START.plusSeconds(100);

    @Test
    void says_in_sentences_what_there_was() {
        assertThat(timeline("daily", "busy")).hasToString("""
                        Run team-a/daily/k1: FAILED, 1m 40s from 2026-11-20T10:00:00Z in 2 attempts (DRIVER_OOM, EVICTED).
                        6 executors, 2 at once at most; Spark wanted 3 at most; 1 ended with an error.
                        Their time: 29 % PENDING, 71 % ACTIVE.
                        They held at most 1.5 KiB of shuffle data that running work needed.
                        Decided: 1 KEPT.""");
    }

    @Test
    void a_run_of_which_nothing_was_seen_has_a_page_too() {
        Timeline empty = new Timeline(
                new RunId("team-a", "daily", "k1"),
                RunStatus.QUEUED,
                START,
                START,
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of());

        assertThat(empty.html()).contains("No executor was seen.", "QUEUED");
    }

    @Test
    void whatever_texts_say_they_stay_texts() throws JsonProcessingException {
        String page = timeline(MARKUP, MARKUP).html();

        assertThat(page.split("<script", -1)).hasSize(3);
        assertThat(page.split("</script>", -1)).hasSize(3);
        assertThat(page).doesNotContain("<img").doesNotContain("<!--");
        assertThat(page).contains("<h1>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(data(page).path("texts")).anyMatch(text -> text.asText().equals(MARKUP));
    }

    @Test
    void the_page_loads_nothing_and_may_run_no_other_script() {
        String page = timeline("daily", "busy").html();

        assertThat(page)
                .doesNotContain("http:", "https:", "url(", "@import", "<link", " src=")
                .containsPattern(
                        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[A-Za-z0-9+/=]{44}'")
                .doesNotContainPattern("\\{\\{\\w+}}");
    }

    @Test
    void times_outside_are_drawn_at_the_rim() throws JsonProcessingException {
        JsonNode stage = data(timeline("daily", "busy").html()).path("stages").path(0);

        assertThat(stage.path(0).asLong()).isZero();
        assertThat(stage.path(1).asLong()).isEqualTo(100_000);
    }

    @Test
    void five_hundred_executors_for_two_hours_are_less_than_a_megabyte() {
        Timeline large = SampleTimelines.of(1, new RunId("team-a", "daily", "k1"), 500, Duration.ofHours(2));

        assertThat(large.html()).hasSizeBetween(200_000, 1_000_000);
    }

    private static JsonNode data(String page) throws JsonProcessingException {
        String start = "<script type=\"application/json\" id=\"data\">";
        int from = page.indexOf(start) + start.length();
        return new JsonMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
    }

    private static Timeline timeline(String job, String why) {
        Span waits = new Span(START.plusSeconds(10), START.plusSeconds(30), ExecutorState.PENDING, 0, "");
        Span works = new Span(START.plusSeconds(30), START.plusSeconds(80), ExecutorState.ACTIVE, 1_536, why);
        return new Timeline(
                new RunId("team-a", job, "k1"),
                RunStatus.FAILED,
                START,
                END,
                List.of(
                        new Attempt(1, START, START.plusSeconds(90), "DRIVER_OOM"),
                        new Attempt(2, START.plusSeconds(90), END, "EVICTED")),
                List.of(
                        new Bar(1, 1, "node-a", false, List.of(waits, works), "exit code 137 (OOMKilled)", true),
                        new Bar(1, 2, "node-b", true, List.of(waits, works), "", false)),
                4,
                List.of(new Sample(START.plusSeconds(40), OptionalInt.of(3), OptionalInt.empty(), 1_536)),
                List.of(new Stage(0, 1, why, 8, START.minusSeconds(5), END.plusSeconds(5), "COMPLETE")),
                List.of(new Event(START, why)),
                List.of(new Decision(START.plusSeconds(50), 2, Outcome.KEPT, why)));
    }
}

package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.AttemptPhase;
import dev.bellows.run.FailureKind;
import dev.bellows.run.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an image that cannot be pulled ends an attempt: not after one failed pull, and not while a registry is away. */
class ImagePullTest {
    private static final RunOptions OPTIONS = Facts.OPTIONS;

    private static PodFacts waiting(String reason, String message) {
        return Facts.pod(
                Facts.UID,
                "Pending",
                "node-1",
                "",
                new ContainerFacts(reason, message, false, OptionalInt.empty(), "", ""));
    }

    /** Fails to pull, as a kubelet tells it for a minute and a half. */
    private static Told pulling(String message) {
        Told run = Told.pending(OPTIONS);
        for (int i = 0; i < 9; i++) {
            run.take(new Signal.DriverSeen(waiting("ErrImagePull", message)));
            run.after(Duration.ofSeconds(2));
            run.take(new Signal.DriverSeen(waiting("ImagePullBackOff", "Back-off pulling image \"x\": " + message)));
            run.after(Duration.ofSeconds(8));
        }
        return run;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rpc error: code = NotFound desc = failed to pull and unpack image \"docker.io/acme/x:1\": failed to resolve"
                        + " reference \"docker.io/acme/x:1\": docker.io/acme/x:1: not found",
                "failed to resolve reference \"ghcr.io/acme/x:1\": failed to authorize: failed to fetch anonymous token:"
                        + " unexpected status from GET request to https://ghcr.io/token: 403 Forbidden",
                "rpc error: code = Unknown desc = pull access denied for acme/x, repository does not exist or may require"
                        + " 'docker login': denied: requested access to the resource is denied",
                "manifest for acme/x:500 not found: manifest unknown: manifest unknown",
                "unexpected status from HEAD request to https://registry.example.com/v2/acme/x/manifests/1: 401 Unauthorized",
                "no match for platform in manifest: not found"
            })
    void what_a_registry_has_not_or_does_not_give_ends_the_attempt_soon(String message) {
        Told run = pulling(message);

        assertThat(run.state().phase()).isEqualTo(AttemptPhase.ENDED);
        run.take(new Signal.EvidenceTaken(List.of()));
        assertThat(run.state().decided().orElseThrow().failure().orElseThrow().kind())
                .isEqualTo(FailureKind.IMAGE);
        assertThat(run.state().decided().orElseThrow().failure().orElseThrow().reason())
                .contains("The driver's image cannot be pulled: ", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to do request: Head \"https://registry.example.com/v2/acme/x/manifests/1\": dial tcp 10.0.0.1:443: i/o"
                        + " timeout",
                "unexpected status from HEAD request to https://registry.example.com/v2/acme/x/manifests/1: 503 Service"
                        + " Unavailable",
                "received unexpected HTTP status: 502 Bad Gateway",
                "failed to copy: httpReadSeeker: failed open: unexpected status code"
                        + " https://registry.example.com/v2/acme/x/blobs/sha256:1: 500 Internal Server Error - Server message:"
                        + " unknown: blob not found in the cache",
                "toomanyrequests: You have reached your pull rate limit",
                "net/http: TLS handshake timeout",
                "read tcp 10.0.0.2:33000->10.0.0.1:443: read: connection reset by peer",
                "failed to pull image: unexpected EOF",
                "context deadline exceeded",
                "dial tcp: lookup registry.example.com: no such host",
                ""
            })
    void a_registry_that_is_away_is_waited_for(String message) {
        Told run = pulling(message);

        assertThat(run.state().phase()).isEqualTo(AttemptPhase.STARTING);
        run.take(new Signal.DriverSeen(Facts.running()));
        assertThat(run.state().phase()).isEqualTo(AttemptPhase.RUNNING);
    }

    @Test
    void one_failed_pull_ends_nothing() {
        Told run = Told.pending(OPTIONS);
        List<Action> seen = run.take(new Signal.DriverSeen(waiting("ErrImagePull", "x: not found")));

        assertThat(seen).contains(new Action.SetAlarm(Alarm.IMAGE, 1, Duration.ofMinutes(1)));
        run.after(Duration.ofSeconds(59));
        assertThat(run.take(new Signal.DriverSeen(waiting("ImagePullBackOff", "x: not found"))))
                .noneMatch(Action.TakeEvidence.class::isInstance);
        run.take(new Signal.DriverSeen(Facts.running()));
        assertThat(run.take(new Signal.TimeCame(Alarm.IMAGE, 1))).isEmpty();
    }

    /** When the minute is over nothing may have been told: the driver is looked at. */
    @Test
    void the_driver_is_looked_at_before_its_image_is_given_up() {
        Told run = Told.pending(OPTIONS);
        run.take(new Signal.DriverSeen(waiting("ErrImagePull", "x: not found")));
        run.after(Duration.ofMinutes(1));

        assertThat(run.take(new Signal.TimeCame(Alarm.IMAGE, 2)))
                .as("another attempt")
                .isEmpty();
        assertThat(run.take(new Signal.TimeCame(Alarm.IMAGE, 1)))
                .containsExactly(new Action.LookBefore(Alarm.IMAGE, 1, Facts.UID));
        assertThat(run.take(new Signal.TimeUp(Alarm.IMAGE, 2)))
                .as("another attempt")
                .isEmpty();
        assertThat(run.take(new Signal.TimeUp(Alarm.IMAGE, 1))).containsExactly(new Action.TakeEvidence(1));
    }

    @Test
    void pulls_that_fail_anew_after_something_else_have_their_minute_again() {
        Told run = Told.pending(OPTIONS);
        run.take(new Signal.DriverSeen(waiting("ErrImagePull", "x: not found")));
        run.after(Duration.ofSeconds(50));
        run.take(new Signal.DriverSeen(waiting("ContainerCreating", "")));
        run.take(new Signal.DriverSeen(waiting("ErrImagePull", "x: not found")));
        run.after(Duration.ofSeconds(50));

        assertThat(run.take(new Signal.DriverSeen(waiting("ImagePullBackOff", "x: not found"))))
                .noneMatch(Action.TakeEvidence.class::isInstance);
        assertThat(run.take(new Signal.TimeUp(Alarm.IMAGE, 1))).isEmpty();
    }

    /** Kubelets before 1.32 say in a status only that they wait; the event says why. */
    @Test
    void the_events_tell_what_the_container_leaves_out() {
        EventFacts denied = new EventFacts("Failed", "Failed to pull image \"x\": pull access denied");
        EventFacts away = new EventFacts("Failed", "Failed to pull image \"x\": 503 Service Unavailable");
        EventFacts other = new EventFacts("BackOff", "Back-off pulling image \"x\"");

        Told run = pulling("");
        assertThat(run.take(new Signal.EventsRead(Facts.UID, List.of(other, away, denied))))
                .as("the newest counts")
                .noneMatch(Action.TakeEvidence.class::isInstance);
        assertThat(run.take(new Signal.EventsRead(Facts.UID, List.of(other, denied, away))))
                .containsExactly(new Action.TakeEvidence(1));
        run.take(new Signal.EvidenceTaken(List.of()));
        assertThat(run.state().decided().orElseThrow().failure().orElseThrow().reason())
                .contains("pull access denied");
    }

    /** A node may be slow to hand over what a container needs, too. */
    @Test
    void a_container_that_could_not_be_made_in_time_is_waited_for() {
        String slow = "failed to sync secret cache: timed out waiting for the condition";
        assertThat(Mark.of(waiting("CreateContainerConfigError", slow))).isEqualTo(Mark.PREPARING);
        assertThat(Mark.of(waiting("CreateContainerError", "context deadline exceeded")))
                .isEqualTo(Mark.PREPARING);
        assertThat(Mark.of(waiting("CreateContainerConfigError", "secret \"db\" not found")))
                .isEqualTo(Mark.STUCK);
    }
}

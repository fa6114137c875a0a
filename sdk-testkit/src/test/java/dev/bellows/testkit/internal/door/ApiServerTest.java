package dev.bellows.testkit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.Patience;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String NEW_CONFIG_MAP = "{\"metadata\":{\"generateName\":\"a-\"}}";

    private RunningDoor door;
    private RawApi api;

    @BeforeEach
    void open() {
        door = new RunningDoor(RunningDoor.NO_LOGS, Duration.ofMillis(50));
        api = new RawApi(door.client());
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_request_without_a_known_token_is_unauthorized() throws Exception {
        HttpResponse<String> answer = send(CONFIG_MAPS);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(RawApi.read(answer.body()).path("reason").asText()).isEqualTo("Unauthorized");
        assertThat(send(CONFIG_MAPS, "Authorization", "Bearer wrong").statusCode())
                .isEqualTo(401);
        assertThat(send("/healthz").body()).isEqualTo("ok");
    }

    @Test
    void every_request_is_in_the_log_with_its_user() throws Exception {
        api.get(CONFIG_MAPS + "?limit=1");
        send(CONFIG_MAPS, "Authorization", "Bearer " + RunningDoor.OTHER_TOKEN);
        send(CONFIG_MAPS);
        List<Request> requests = door.server().requests().requests();
        assertThat(requests).extracting(Request::user).containsExactly("tester", "other", "");
        assertThat(requests).extracting(Request::status).containsExactly(200, 200, 401);
        assertThat(requests.get(0).method()).isEqualTo("GET");
        assertThat(requests.get(0).uri()).isEqualTo(CONFIG_MAPS + "?limit=1");
        door.server().requests().clear();
        assertThat(door.server().requests().requests()).isEmpty();
    }

    @Test
    void the_log_keeps_the_newest_requests() {
        RequestLog log = new RequestLog();
        for (int i = 0; i < 10_001; i++) {
            log.add(new Request(Instant.EPOCH, "", "GET", "/" + i, 200));
        }
        assertThat(log.requests())
                .hasSize(10_000)
                .first()
                .extracting(Request::uri)
                .isEqualTo("/1");
    }

    @Test
    void every_answer_carries_the_servers_date() throws Exception {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String date = send("/healthz").headers().firstValue("Date").orElseThrow();
        Instant told =
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        assertThat(told).isBetween(before, Instant.now());
    }

    @Test
    void bookmarks_come_again_and_again_with_the_newest_version() {
        String before = door.store().resourceVersion();
        String query = CONFIG_MAPS + "?watch=true&allowWatchBookmarks=true&resourceVersion=" + before;
        try (WatchLines watch = api.watch(query)) {
            JsonNode bookmark = watch.next();
            assertThat(bookmark.path("type").asText()).isEqualTo("BOOKMARK");
            assertThat(bookmark.at("/object/metadata/resourceVersion").asText()).isEqualTo(before);
            assertThat(bookmark.at("/object/metadata").has("annotations")).isFalse();
            api.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"elsewhere\"}}");
            String now = door.store().resourceVersion();
            JsonNode next = watch.next();
            while (!next.at("/object/metadata/resourceVersion").asText().equals(now)) {
                next = watch.next("BOOKMARK");
            }
        }
    }

    @Test
    void a_watch_that_did_not_ask_gets_no_bookmark() {
        String version = door.store().resourceVersion();
        try (WatchLines asked =
                        api.watch(CONFIG_MAPS + "?watch=true&allowWatchBookmarks=true&resourceVersion=" + version);
                WatchLines plain = api.watch(CONFIG_MAPS + "?watch=true&resourceVersion=" + version)) {
            asked.next("BOOKMARK");
            api.post(CONFIG_MAPS, NEW_CONFIG_MAP);
            assertThat(plain.next().path("type").asText()).isEqualTo("ADDED");
        }
    }

    @Test
    void a_watch_from_a_forgotten_version_is_told_that_it_has_expired() {
        String version = api.post(CONFIG_MAPS, NEW_CONFIG_MAP).at("/metadata/resourceVersion");
        api.post(CONFIG_MAPS, NEW_CONFIG_MAP);
        door.store().compact();
        try (WatchLines watch = api.watch(CONFIG_MAPS + "?watch=true&resourceVersion=" + version)) {
            JsonNode event = watch.next();
            assertThat(event.path("type").asText()).isEqualTo("ERROR");
            assertThat(event.at("/object/kind").asText()).isEqualTo("Status");
            assertThat(event.at("/object/code").asInt()).isEqualTo(410);
            assertThat(event.at("/object/reason").asText()).isEqualTo("Expired");
            watch.awaitEnd();
        }
    }

    @Test
    void a_page_of_a_forgotten_version_has_expired() {
        api.post(CONFIG_MAPS, NEW_CONFIG_MAP);
        api.post(CONFIG_MAPS, NEW_CONFIG_MAP);
        RawApi.Reply first = api.get(CONFIG_MAPS + "?limit=1");
        assertThat(first.at("/metadata/remainingItemCount")).isEqualTo("1");
        api.post(CONFIG_MAPS, NEW_CONFIG_MAP);
        door.store().compact();
        RawApi.Reply second = api.get(CONFIG_MAPS + "?limit=1&continue=" + first.at("/metadata/continue"));
        assertThat(second.code()).isEqualTo(410);
        assertThat(second.at("/reason")).isEqualTo("Expired");
    }

    @Test
    void a_broken_body_is_a_bad_request() {
        assertThat(api.post(CONFIG_MAPS, "{\"metadata\"").code()).isEqualTo(400);
        assertThat(api.post(CONFIG_MAPS, "[1]").code()).isEqualTo(400);
        RawApi.Reply patch = api.patch(CONFIG_MAPS + "/a", RawApi.MERGE, "[1");
        assertThat(patch.code()).isEqualTo(400);
        assertThat(patch.at("/message")).startsWith("error decoding patch: ");
    }

    @Test
    void closing_ends_watches_and_frees_the_port() throws IOException {
        URI uri = door.server().uri();
        try (WatchLines watch = api.watch(CONFIG_MAPS + "?watch=true")) {
            door.server().close();
            watch.awaitClosed();
        }
        try (ServerSocket socket = new ServerSocket(uri.getPort())) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    private HttpResponse<String> send(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(door.server().uri().resolve(path)).timeout(Patience.LIMIT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}

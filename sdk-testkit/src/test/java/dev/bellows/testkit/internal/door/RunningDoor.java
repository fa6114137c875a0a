package dev.bellows.testkit.internal.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.Patience;
import dev.bellows.testkit.internal.store.ClusterStore;
import dev.bellows.testkit.internal.store.ResourceType;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** A store with one node behind a door that is open, and a client of it. */
final class RunningDoor implements AutoCloseable {

    static final String TOKEN = "the-token";
    static final String OTHER_TOKEN = "another-token";

    static final PodLogs NO_LOGS = new PodLogs() {
        @Override
        public Optional<Path> logFile(String namespace, String pod, String container) {
            return Optional.empty();
        }

        @Override
        public boolean finished(String namespace, String pod, String container) {
            return true;
        }
    };

    private final ClusterStore store = new ClusterStore(InstantSource.system());
    private final ApiServer server;
    private final KubernetesClient client;

    RunningDoor(PodLogs logs, Duration bookmarkInterval) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putObject("metadata").put("name", "node");
        store.create(ResourceType.NODES, null, node);
        server = ApiServer.start(
                store,
                Map.of(TOKEN, "tester", OTHER_TOKEN, "other"),
                logs,
                ApiServer.Options.DEFAULT.withBookmarkInterval(bookmarkInterval));
        client = client(TOKEN);
    }

    static RunningDoor open() {
        return new RunningDoor(NO_LOGS, Duration.ofMinutes(1));
    }

    ClusterStore store() {
        return store;
    }

    ApiServer server() {
        return server;
    }

    KubernetesClient client() {
        return client;
    }

    KubernetesClient client(String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.uri().toString())
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout(Math.toIntExact(Patience.LIMIT.toMillis()))
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        store.close();
    }
}

package dev.bellows.benchmarks.soak;

import dev.bellows.testkit.internal.door.ApiServer;
import dev.bellows.testkit.internal.door.PodLogs;
import dev.bellows.testkit.internal.store.ClusterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The testkit's API server with drivers that run for a moment. Lives as long as its standard input is open. */
public final class SoakServer {
    private static final PodLogs NO_LOGS = new PodLogs() {
        @Override
        public Optional<Path> logFile(String namespace, String pod, String container) {
            return Optional.empty();
        }

        @Override
        public boolean finished(String namespace, String pod, String container) {
            return true;
        }
    };

    private SoakServer() {}

    /**
     * Prints two lines, the URL and the token.
     *
     * @param args of how many calls one is never answered; 0 if all are
     */
    public static void main(String[] args) throws IOException {
        int oneOf = Integer.parseInt(args[0]);
        String token = UUID.randomUUID().toString();
        ClusterStore store = new ClusterStore(InstantSource.system());
        BriefDrivers drivers = new BriefDrivers(store);
        try (ApiServer server = ApiServer.start(store, Map.of(token, "client"), NO_LOGS, ApiServer.Options.DEFAULT)) {
            if (oneOf == 0) {
                System.out.println(server.uri());
            } else {
                System.out.println(SilentDoor.open(server.uri(), oneOf).url());
            }
            System.out.println(token);
            while (System.in.read() >= 0) {
                // What arrives means nothing.
            }
        }
        drivers.close();
        System.exit(0);
    }
}

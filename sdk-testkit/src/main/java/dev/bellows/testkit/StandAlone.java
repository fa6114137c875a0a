package dev.bellows.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A cluster as a process of its own, which lives as long as its standard input is open. */
final class StandAlone {
    private StandAlone() {}

    static void run(LocalClusterBuilder builder) throws IOException {
        LocalCluster cluster = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "bellows-close"));
        Path kubeconfig = Files.createFile(
                cluster.directory().resolve("kubeconfig"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(kubeconfig, cluster.kubeconfig());
        System.out.println(kubeconfig);
        awaitEndOfInput();
        cluster.close();
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // What arrives means nothing.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

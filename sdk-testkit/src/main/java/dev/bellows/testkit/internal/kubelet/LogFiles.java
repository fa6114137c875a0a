package dev.bellows.testkit.internal.kubelet;

import dev.bellows.testkit.internal.door.PodLogs;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The files that hold the containers' output, each kept as long as its pod's object. Thread-safe. */
final class LogFiles implements PodLogs {
    private final Path directory;
    private final Map<String, Log> byPod = new ConcurrentHashMap<>();

    private record Log(Path file, boolean finished) {}

    LogFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<Path> logFile(String namespace, String pod, String container) {
        return Optional.ofNullable(byPod.get(namespace + "/" + pod)).map(Log::file);
    }

    @Override
    public boolean finished(String namespace, String pod, String container) {
        Log log = byPod.get(namespace + "/" + pod);
        return log == null || log.finished();
    }

    /** The file of the pod's output, empty when it is asked for the first time. */
    Path open(Pod pod) {
        Path file = file(pod);
        try {
            Files.createDirectories(directory);
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void started(Pod pod) {
        byPod.put(key(pod), new Log(file(pod), false));
    }

    void finished(Pod pod) {
        byPod.computeIfPresent(key(pod), (key, log) -> log.file().equals(file(pod)) ? new Log(log.file(), true) : log);
    }

    void delete(Pod pod) {
        byPod.computeIfPresent(key(pod), (key, log) -> log.file().equals(file(pod)) ? null : log);
        try {
            Files.deleteIfExists(file(pod));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Pod pod) {
        return directory.resolve(pod.getMetadata().getUid() + ".log");
    }

    private static String key(Pod pod) {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }
}

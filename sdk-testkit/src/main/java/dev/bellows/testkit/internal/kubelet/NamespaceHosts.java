package dev.bellows.testkit.internal.kubelet;

import dev.bellows.testkit.internal.kubelet.HostsFile.RunningPod;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The hosts file of every namespace, kept up to date for the running processes: a JVM reads it at each lookup. */
final class NamespaceHosts {
    private final Path directory;
    private final KubeletApi api;
    private final String machine;
    private final Map<String, Map<String, RunningPod>> running = new HashMap<>();
    private final Map<String, String> written = new HashMap<>();

    NamespaceHosts(Path directory, KubeletApi api) {
        this.directory = directory;
        this.api = api;
        this.machine = machineName();
    }

    Path file(String namespace) {
        return directory.resolve(namespace);
    }

    void add(Pod pod, String ip) {
        String hostname = pod.getSpec().getHostname();
        String name = pod.getMetadata().getName();
        Map<String, String> labels = pod.getMetadata().getLabels();
        RunningPod entry = new RunningPod(hostname == null ? name : hostname, ip, labels == null ? Map.of() : labels);
        String namespace = pod.getMetadata().getNamespace();
        running.computeIfAbsent(namespace, any -> new LinkedHashMap<>())
                .put(pod.getMetadata().getUid(), entry);
        refresh(namespace);
    }

    void remove(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        Map<String, RunningPod> pods = running.get(namespace);
        if (pods != null && pods.remove(pod.getMetadata().getUid()) != null) {
            refresh(namespace);
        }
    }

    /** Writes the namespace's file if its Services or pods have changed. */
    void refresh(String namespace) {
        Map<String, RunningPod> pods = running.get(namespace);
        if (pods == null) {
            return;
        }
        String text = HostsFile.of(machine, api.services(namespace), pods.values());
        if (!text.equals(written.put(namespace, text))) {
            write(namespace, text);
        }
    }

    private void write(String namespace, String text) {
        try {
            Files.createDirectories(directory);
            Path complete = Files.writeString(directory.resolve("." + namespace), text);
            Files.move(complete, file(namespace), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a JVM asks for as the local host; the JDK's own way fails where the machine cannot resolve its name. */
    private static String machineName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }
}

package dev.bellows.conformance.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The API server of a cluster whose processes run on this machine, with their pid files in {@code run} beside the administrator's
 * kubeconfig: each a process id and that process's start time.
 */
final class ApiServerProcess {
    private static final int START_TIME = 21;

    private final Path folder;
    private final Path pidFile;
    private final List<String> command;

    private ApiServerProcess(Path folder) throws IOException {
        this.folder = folder;
        this.pidFile = folder.resolve("run/kube-apiserver.pid");
        String arguments = Files.readString(proc(pid(pidFile), "cmdline"));
        this.command = List.of(arguments.substring(0, arguments.length() - 1).split("\0", -1));
    }

    /** That of a kubeconfig's cluster; the test is skipped where it runs elsewhere. */
    static ApiServerProcess beside(Path kubeconfig) throws IOException {
        Path folder = kubeconfig.toAbsolutePath().getParent();
        assumeTrue(
                Files.isRegularFile(folder.resolve("run/kube-apiserver.pid")),
                "the API server is no process of this machine");
        return new ApiServerProcess(folder);
    }

    /** Ends it as {@code kill -9} does, and waits for that. */
    void kill() throws IOException {
        ProcessHandle process = ProcessHandle.of(pid(pidFile)).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it as it was, in the network of its etcd; it goes on when this JVM ends. */
    void start() throws IOException {
        Path network = proc(pid(folder.resolve("run/etcd.pid")), "ns/net");
        List<String> inside = new ArrayList<>(List.of("setsid", "nsenter", "--net=" + network));
        inside.addAll(command);
        Process process = new ProcessBuilder(inside)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("log/kube-apiserver.log").toFile()))
                .start();
        Files.writeString(pidFile, process.pid() + " " + startTime(process.pid()) + "\n");
    }

    private static long pid(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).split(" ", 2)[0]);
    }

    private static String startTime(long pid) throws IOException {
        return Files.readString(proc(pid, "stat")).split(" ", -1)[START_TIME];
    }

    private static Path proc(long pid, String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}

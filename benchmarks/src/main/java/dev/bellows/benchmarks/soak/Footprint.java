package dev.bellows.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What this process takes at one moment.
 *
 * @param heap bytes that are used after a garbage collection
 * @param threads its threads, those of the JVM included
 * @param sockets its connections
 * @param files its file descriptors, connections included
 */
record Footprint(long heap, int threads, int sockets, int files) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final double MEGABYTE = 1024 * 1024;

    private static final double HEAP_TIMES = 1.3;
    private static final double HEAP_MORE = 8 * MEGABYTE;
    private static final int MOST_THREADS = 24;
    private static final int MOST_SOCKETS = 70;
    private static final int MOST_MORE_FILES = 16;

    static Footprint now() {
        List<String> open = descriptors();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        int sockets = (int)
                open.stream().filter(target -> target.startsWith("socket:")).count();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), threads, sockets, open.size());
    }

    /** What has grown beyond its bound since the first of these. */
    static List<String> complaints(List<Footprint> all) {
        Footprint first = all.get(0);
        Footprint last = all.get(all.size() - 1);
        List<String> complaints = new ArrayList<>();
        double heap = HEAP_TIMES * first.heap + HEAP_MORE;
        if (last.heap > heap) {
            complaints.add("heap: %.1f MB, and %.1f at first (expected: at most %.1f)"
                    .formatted(last.heap / MEGABYTE, first.heap / MEGABYTE, heap / MEGABYTE));
        }
        for (Footprint each : all) {
            if (each.threads > MOST_THREADS) {
                complaints.add("threads: " + each.threads + " (expected: at most " + MOST_THREADS + ")");
            }
            if (each.sockets > MOST_SOCKETS) {
                complaints.add("connections: " + each.sockets + " (expected: at most " + MOST_SOCKETS + ")");
            }
        }
        if (last.others() - first.others() > MOST_MORE_FILES) {
            complaints.add("open files but for connections: " + last.others() + ", and " + first.others()
                    + " at first (expected: at most " + MOST_MORE_FILES + " more)");
        }
        return complaints;
    }

    /** Connections have a bound of their own, and come and go below it. */
    private int others() {
        return files - sockets;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "heap %6.2f MB  threads %2d  connections %2d  open files %3d",
                heap / MEGABYTE,
                threads,
                sockets,
                files);
    }

    private static List<String> descriptors() {
        try (Stream<Path> links = Files.list(DESCRIPTORS)) {
            return links.map(Footprint::target).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }
}

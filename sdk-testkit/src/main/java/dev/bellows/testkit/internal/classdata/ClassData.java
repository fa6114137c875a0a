package dev.bellows.testkit.internal.classdata;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of one class path on one JVM: used if it is there, else made. The first driver that succeeds leaves the list
 * of its classes; the archive is made from it while a cluster is open, by a process that leaves the processor to all
 * others. What fails here costs time and nothing else. Used by one thread.
 */
public final class ClassData implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClassData.class);
    private static final long END_SECONDS = 10;

    /** After so long a list without an archive shows that clusters here are closed too soon: one of them waits for it. */
    private static final Duration OVERDUE = Duration.ofMinutes(10);

    private static final long OVERDUE_SECONDS = 60;
    private static final long GIBIBYTE = 1L << 30;

    /** A maker takes 1 GiB of memory, an archive 0.2 GiB of space. */
    private static final long LEAST_MEMORY = 4 * GIBIBYTE;

    private static final long LEAST_SPACE = GIBIBYTE;

    private final Path javaHome;
    private final List<String> options;
    private final List<Path> classPath;
    private final @Nullable ArchiveFolder folder;
    private final String key;
    private volatile @Nullable Archive archive;
    private volatile @Nullable ArchiveMaker maker;
    private volatile boolean overdue;
    private volatile CompletableFuture<?> making = CompletableFuture.completedFuture(null);

    private ClassData(
            Path javaHome, List<String> options, List<Path> classPath, @Nullable ArchiveFolder folder, String key) {
        this.javaHome = javaHome;
        this.options = List.copyOf(options);
        this.classPath = List.copyOf(classPath);
        this.folder = folder;
        this.key = key;
    }

    /** No archive, now and later. */
    public static ClassData none() {
        return new ClassData(Path.of("/"), List.of(), List.of(), null, "");
    }

    /**
     * What a folder has for these jars, or can have.
     *
     * @param folder where archives are kept; made if it is missing
     * @param options the JVM options that processes share and an archive depends on
     */
    public static ClassData in(
            Path folder, Path javaHome, List<String> options, List<Path> classPath, InstantSource clock) {
        Optional<String> key = ArchiveKey.of(javaHome, options, classPath);
        Optional<ArchiveFolder> own = ArchiveFolder.open(folder, clock);
        if (key.isEmpty() || own.isEmpty()) {
            log.debug("{}: keeps no class data, for {}", folder, key.isEmpty() ? "these jars" : "others see it");
            return none();
        }
        ClassData data = new ClassData(javaHome, options, classPath, own.get(), key.get());
        data.archive = own.get().archive(key.get()).orElse(null);
        if (data.archive == null) {
            data.make(own.get());
        }
        return data;
    }

    /** The archive for a process whose class path is to begin with these entries, if they may as well come after the jars. */
    public Optional<Path> archiveFor(List<String> before) {
        Archive present = archive;
        return present != null && present.isWhole() && present.mayComeBefore(before)
                ? Optional.of(present.file())
                : Optional.empty();
    }

    /** Whether a driver shall list its classes. */
    public boolean wantsClasses() {
        return folder != null && archive == null && folder.classes(key).isEmpty();
    }

    /** Takes the list of a driver that has succeeded. Does nothing if there is no such file. */
    public void take(Path list) {
        if (folder == null || !wantsClasses() || !Files.exists(list)) {
            return;
        }
        try (Stream<String> lines = Files.lines(list)) {
            folder.keepClasses(key, lines.filter(ClassData::isOfTheClassPath).toList());
        } catch (IOException | UncheckedIOException e) {
            log.debug("{}: the list of classes cannot be kept", folder.path(), e);
            return;
        }
        make(folder);
    }

    /** Ends the making of an archive; one that others have begun in vain is waited for, a minute at most. */
    @Override
    public void close() {
        ArchiveMaker started = maker;
        if (started != null) {
            if (overdue && !making.isDone()) {
                log.info("Makes the class-data archive of Spark, once: from now on it starts faster.");
                making.copy()
                        .completeOnTimeout(null, OVERDUE_SECONDS, TimeUnit.SECONDS)
                        .join();
            }
            started.kill();
        }
        try {
            making.get(END_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The making of class data has not ended within {} s.", END_SECONDS, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void make(ArchiveFolder own) {
        try {
            Optional<Path> classes = own.classes(key);
            if (classes.isEmpty() || Files.size(classes.get()) == 0 || !isAffordable(own)) {
                return;
            }
            overdue = own.age(classes.get()).compareTo(OVERDUE) > 0;
            Optional<FileChannel> lock = own.lock();
            if (lock.isPresent()) {
                making = start(own, classes.get(), lock.get());
            }
        } catch (IOException e) {
            log.debug("{}: no archive can be made", own.path(), e);
        }
    }

    private CompletableFuture<?> start(ArchiveFolder own, Path classes, FileChannel lock) throws IOException {
        try {
            Path file = own.making().resolve(Archive.FILE);
            ArchiveMaker started = ArchiveMaker.start(javaHome, options, classPath, classes, file);
            maker = started;
            return started.end().thenAccept(end -> finished(own, end, lock));
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private void finished(ArchiveFolder own, ArchiveMaker.End end, FileChannel lock) {
        try (lock) {
            if (end == ArchiveMaker.End.MADE) {
                own.publish(key, classPath);
                archive = own.archive(key).orElse(null);
            } else if (end == ArchiveMaker.End.FAILED) {
                own.keepClasses(key, List.of());
            }
            own.discard();
        } catch (IOException e) {
            log.debug("{}: the archive cannot be kept", own.path(), e);
        }
    }

    /** Classes of other class loaders, such as the application's, are named with their source. */
    private static boolean isOfTheClassPath(String line) {
        return !line.startsWith("#") && !line.contains(" source: ");
    }

    private static boolean isAffordable(ArchiveFolder own) throws IOException {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return machine.getTotalMemorySize() >= LEAST_MEMORY
                && Files.getFileStore(own.path()).getUsableSpace() >= LEAST_SPACE;
    }
}

package dev.bellows.testkit.internal.classdata;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The process that makes one archive, after all others in line for the processor. It ends at the latest when this JVM does. */
final class ArchiveMaker {
    /** An exit code above this is a signal: the maker was ended, or memory ran out. The archive is not the cause. */
    private static final int KILLED = 128;

    /** Runs a command until it ends or standard input closes. */
    private static final String TETHER = """
            exec 3<&0
            "$@" </dev/null >/dev/null 2>&1 3<&- &
            maker=$!
            { read line <&3; kill -9 $maker; } >/dev/null 2>&1 &
            tether=$!
            wait $maker
            code=$?
            kill $tether
            exit $code
            """;

    private final Process process;

    private ArchiveMaker(Process process) {
        this.process = process;
    }

    /** Starts to write the archive of these jars, of the classes that a list names. */
    static ArchiveMaker start(Path javaHome, List<String> options, List<Path> classPath, Path classes, Path archive)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", TETHER, "sh", "nice", "-n", "19"));
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(options);
        command.addAll(List.of("-Xmx512m", "-Xshare:dump"));
        command.add("-XX:SharedClassListFile=" + classes);
        command.add("-XX:SharedArchiveFile=" + archive);
        command.addAll(
                List.of("-cp", classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH"));
        return new ArchiveMaker(builder.start());
    }

    /** Completes with how it ended. */
    CompletableFuture<End> end() {
        return process.onExit().thenApply(ended -> switch (ended.exitValue()) {
            case 0 -> End.MADE;
            default -> ended.exitValue() > KILLED ? End.KILLED : End.FAILED;
        });
    }

    /** Lets go of the tether. The end comes when the JVM is gone. */
    void kill() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }

    enum End {
        MADE,
        FAILED,
        KILLED
    }
}

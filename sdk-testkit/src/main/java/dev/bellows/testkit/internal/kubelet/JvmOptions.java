package dev.bellows.testkit.internal.kubelet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The JVM options of Spark processes on this node. A job's own options come after them and win. */
final class JvmOptions {
    /** The options that Spark's launcher gives to every JVM; unknown ones are ignored by older JVMs and Sparks. */
    static final List<String> MODULES = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--add-modules=jdk.incubator.vector",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.cs=ALL-UNNAMED",
            "--add-opens=java.base/sun.security.action=ALL-UNNAMED",
            "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED",
            "--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
            "-Djdk.reflect.useDirectMethodHandle=false",
            "-Dio.netty.tryReflectionSetAccessible=true",
            "-Dio.netty.allocator.type=pooled",
            "-Dio.netty.handler.ssl.defaultEndpointVerificationAlgorithm=NONE",
            "--enable-native-access=ALL-UNNAMED");

    /** Start-up counts more than peak speed: most jobs here are short. */
    private static final List<String> QUICK_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-XX:-UsePerfData");

    /** What every driver and executor has unless its job says otherwise, as far as class data depends on it. */
    static final List<String> SHARED = Stream.concat(
                    QUICK_START.stream().filter(option -> !option.startsWith("-Xshare")), MODULES.stream())
            .toList();

    private JvmOptions() {}

    /** The options that keep a process within its pod: its names and its files. */
    static List<String> forPod(PodDirectory directory, Path hostsFile) {
        List<String> options = new ArrayList<>(QUICK_START);
        options.add("-Djdk.net.hosts.file=" + hostsFile);
        options.add("-Djava.net.preferIPv4Stack=true");
        options.add("-Djava.io.tmpdir=" + directory.temporary());
        return options;
    }

    /** Splits a line of options at white space, as a shell does with quotes. */
    static List<String> split(String line) {
        List<String> options = new ArrayList<>();
        StringBuilder option = new StringBuilder();
        boolean inOption = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (inOption) {
                    options.add(option.toString());
                    option.setLength(0);
                }
                inOption = false;
                continue;
            }
            inOption = true;
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                option.append(line.charAt(++i));
            } else {
                option.append(c);
            }
        }
        if (inOption) {
            options.add(option.toString());
        }
        return options;
    }
}

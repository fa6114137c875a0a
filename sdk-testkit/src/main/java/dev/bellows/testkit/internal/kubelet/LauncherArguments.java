package dev.bellows.testkit.internal.kubelet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options among a driver's arguments that decide how its JVM starts, read as Spark's launcher reads them. */
record LauncherArguments(Optional<String> propertiesFile, Map<String, String> conf) {
    private static final String PROPERTIES_FILE = "--properties-file";
    private static final Set<String> WITHOUT_VALUE = Set.of("--verbose", "-v", "--supervise");
    private static final Map<String, String> CONF_OF_OPTION = Map.of(
            "--driver-memory", "spark.driver.memory",
            "--driver-java-options", "spark.driver.extraJavaOptions",
            "--driver-class-path", "spark.driver.extraClassPath",
            "--driver-library-path", "spark.driver.extraLibraryPath");

    static LauncherArguments of(List<String> arguments) {
        Optional<String> propertiesFile = Optional.empty();
        Map<String, String> conf = new HashMap<>();
        int i = 0;
        while (i < arguments.size() && arguments.get(i).startsWith("-")) {
            String option = arguments.get(i);
            i++;
            if (WITHOUT_VALUE.contains(option) || i == arguments.size()) {
                continue;
            }
            String value = arguments.get(i);
            i++;
            if (option.equals(PROPERTIES_FILE)) {
                propertiesFile = Optional.of(value);
            } else if (option.equals("--conf") || option.equals("-c")) {
                String[] entry = value.split("=", 2);
                conf.put(entry[0], entry.length == 1 ? "" : entry[1]);
            } else if (CONF_OF_OPTION.containsKey(option)) {
                conf.put(CONF_OF_OPTION.get(option), value);
            }
        }
        return new LauncherArguments(propertiesFile, conf);
    }

    /** The same arguments with another properties file. */
    static List<String> withPropertiesFile(List<String> arguments, String file) {
        List<String> replaced = new ArrayList<>(arguments);
        replaced.set(arguments.indexOf(PROPERTIES_FILE) + 1, file);
        return replaced;
    }
}

package dev.bellows.compile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables by which a driver finds its Python. */
final class PythonEnvironment {
    private PythonEnvironment() {}

    static Map<String, String> of(Program program, Map<String, String> conf) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (program.isPython()) {
            String common = conf.get(ApplicationConf.PYTHON);
            String ofDriver = conf.getOrDefault("spark.pyspark.driver.python", common);
            put(variables, "PYSPARK_PYTHON", common);
            put(variables, "PYSPARK_DRIVER_PYTHON", ofDriver);
        }
        return variables;
    }

    private static void put(Map<String, String> variables, String name, @Nullable String value) {
        if (value != null) {
            variables.put(name, Environment.literal(value));
        }
    }
}

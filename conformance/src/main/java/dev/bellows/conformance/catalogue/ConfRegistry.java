package dev.bellows.conformance.catalogue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Everything that one Spark distribution knows about its conf keys, read from its own registry. */
final class ConfRegistry {
    private static final String FALLBACK = "<value of ";

    private final Map<String, RegisteredKey> keys = new TreeMap<>();

    private ConfRegistry() {}

    static Map<String, RegisteredKey> read(Path distribution) throws IOException, ReflectiveOperationException {
        SparkJars jars = new SparkJars(distribution);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(jars.classes());
        try {
            ConfRegistry registry = new ConfRegistry();
            registry.readEntries(jars);
            registry.readEnded(jars.classes());
            jars.mentionedKeys().forEach(key -> registry.keys.putIfAbsent(key, RegisteredKey.unregistered()));
            return registry.keys;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** The functions with which Spark reads the values of its registered keys. */
    static Map<String, Reflected> converters(Path distribution) throws IOException, ReflectiveOperationException {
        SparkJars jars = new SparkJars(distribution);
        Map<String, Reflected> converters = new TreeMap<>();
        for (Object entry : entries(jars)) {
            Reflected reflected = new Reflected(entry);
            converters.put(reflected.text("key"), reflected.get("valueConverter"));
        }
        return converters;
    }

    private void readEntries(SparkJars jars) throws ReflectiveOperationException {
        for (Object entry : entries(jars)) {
            readEntry(new Reflected(entry));
        }
    }

    private static Collection<?> entries(SparkJars jars) throws ReflectiveOperationException {
        for (String holder : jars.holders()) {
            Class.forName(holder, true, jars.classes());
        }
        return ((Map<?, ?>) Reflected.module(jars.classes(), "org.apache.spark.internal.config.ConfigEntry$")
                        .get("knownConfigs")
                        .target())
                .values();
    }

    private void readEntry(Reflected entry) throws ReflectiveOperationException {
        String key = entry.text("key");
        Reflected converter = entry.get("valueConverter");
        RegisteredKey registered = new RegisteredKey(
                ValueForm.of(converter),
                ValueForm.least(converter),
                entry.text("version"),
                defaultOf(entry),
                !(Boolean) entry.get("isPublic").target(),
                "",
                "");
        keys.put(key, registered);
        for (Reflected alternative : entry.get("alternatives").elements()) {
            keys.putIfAbsent(alternative.target().toString(), insteadOf(registered, key, ""));
        }
    }

    private static RegisteredKey insteadOf(RegisteredKey successor, String key, String ended) {
        return new RegisteredKey(successor.form(), successor.least(), "", "", successor.internal(), key, ended);
    }

    private static String defaultOf(Reflected entry) throws ReflectiveOperationException {
        String type = entry.target().getClass().getSimpleName();
        String value = entry.text("defaultValueString");
        if (value.startsWith(FALLBACK)) {
            return "${" + value.substring(FALLBACK.length(), value.length() - 1) + "}";
        }
        return switch (type) {
            case "OptionalConfigEntry" -> "";
            case "ConfigEntryWithDefaultFunction" -> "(computed)";
            default -> value.isEmpty() ? "\"\"" : value;
        };
    }

    private void readEnded(ClassLoader spark) throws ReflectiveOperationException {
        Class<?> conf = Class.forName("org.apache.spark.SparkConf$", true, spark);
        for (Map.Entry<String, Reflected> successor :
                map(conf, "org$apache$spark$SparkConf$$configsWithAlternatives").entrySet()) {
            for (Reflected old : successor.getValue().elements()) {
                RegisteredKey registered = keys.getOrDefault(successor.getKey(), RegisteredKey.unregistered());
                boolean translated = !old.text("translation").equals("null");
                keys.put(
                        old.text("key"),
                        insteadOf(
                                translated ? RegisteredKey.unregistered() : registered,
                                successor.getKey(),
                                "deprecated:" + old.text("version")));
            }
        }
        Reflected sql = Reflected.module(spark, "org.apache.spark.sql.internal.SQLConf$");
        deprecate(map(conf, "deprecatedConfigs"));
        deprecate(sql.get("deprecatedSQLConfigs").entries());
        for (Map.Entry<String, Reflected> removed :
                sql.get("removedSQLConfigs").entries().entrySet()) {
            RegisteredKey registered = keys.getOrDefault(
                    removed.getKey(),
                    new RegisteredKey(ValueForm.TEXT, "", "", removed.getValue().text("defaultValue"), false, "", ""));
            keys.put(
                    removed.getKey(),
                    registered.ended("removed:" + removed.getValue().text("version")));
        }
    }

    private void deprecate(Map<String, Reflected> deprecated) throws ReflectiveOperationException {
        for (Map.Entry<String, Reflected> entry : deprecated.entrySet()) {
            RegisteredKey registered = keys.getOrDefault(entry.getKey(), RegisteredKey.unregistered());
            keys.put(
                    entry.getKey(),
                    registered.ended("deprecated:" + entry.getValue().text("version")));
        }
    }

    private static Map<String, Reflected> map(Class<?> module, String name) throws ReflectiveOperationException {
        Field field = module.getDeclaredField(name);
        field.setAccessible(true);
        return new Reflected(field.get(module.getField("MODULE$").get(null))).entries();
    }
}

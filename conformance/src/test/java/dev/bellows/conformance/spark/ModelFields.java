package dev.bellows.conformance.spark;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.job.SparkJob;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The fields that a job can have, and which of them no generated job ever set. Thread-safe. */
final class ModelFields {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> unset = new TreeSet<>();

    private ModelFields() {}

    static ModelFields ofJob() {
        ModelFields fields = new ModelFields();
        fields.addFields("", SparkJob.class, Set.of());
        return fields;
    }

    synchronized void sawSet(SparkJob job) throws IOException {
        mark("", JSON.readTree(job.toJson()));
    }

    /** The fields that were never set, as their path in a job's JSON. */
    synchronized Set<String> neverSet() {
        return new TreeSet<>(unset);
    }

    private void mark(String path, JsonNode node) {
        unset.remove(path);
        if (node.isObject()) {
            node.properties().forEach(field -> {
                mark(path + "." + field.getKey(), field.getValue());
                // The keys of a map are not fields.
                mark(path + ".*", field.getValue());
            });
        } else if (node.isArray()) {
            node.forEach(element -> mark(path + "[]", element));
        }
    }

    private void addFields(String path, Class<?> type, Set<Class<?>> within) {
        if (!type.getName().startsWith("dev.bellows.") || type.isEnum() || within.contains(type)) {
            return;
        }
        Set<Class<?>> inside = new HashSet<>(within);
        inside.add(type);
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(kind -> addFields(path, kind, inside));
        } else if (type.isRecord()) {
            addRecord(path, type, inside);
        } else {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> isField(type, method))
                    .forEach(method -> addField(path + "." + method.getName(), method.getGenericReturnType(), inside));
        }
    }

    private void addRecord(String path, Class<?> type, Set<Class<?>> inside) {
        RecordComponent[] components = type.getRecordComponents();
        // A record that JSON writes as a bare text has no fields there.
        boolean bare = Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
        if (!bare) {
            for (RecordComponent component : components) {
                addField(path + "." + component.getName(), component.getGenericType(), inside);
            }
        }
    }

    private void addField(String path, Type type, Set<Class<?>> inside) {
        unset.add(path);
        if (type instanceof Class<?> plain) {
            addFields(path, plain, inside);
        } else if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            String element = Map.class.isAssignableFrom(raw)
                    ? path + ".*"
                    : Collection.class.isAssignableFrom(raw) ? path + "[]" : path;
            if (arguments[arguments.length - 1] instanceof Class<?> part) {
                addFields(element, part, inside);
            }
        }
    }

    /** Whether a method of an Immutables type is one of its fields: those that the generated class stores. */
    private static boolean isField(Class<?> type, Method method) {
        if (method.getParameterCount() > 0
                || Modifier.isStatic(method.getModifiers())
                || method.isSynthetic()
                || method.isAnnotationPresent(JsonIgnore.class)) {
            return false;
        }
        try {
            Class<?> generated = Class.forName(type.getPackageName() + ".Immutable" + type.getSimpleName());
            return Arrays.stream(generated.getDeclaredFields())
                    .anyMatch(field -> field.getName().equals(method.getName()));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}

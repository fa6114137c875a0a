package dev.bellows.testkit;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is reachable from an object, in bytes, as a JVM with compressed references lays it out: no clock and no garbage collector is asked.
 * References that keep nothing alive are not followed. Nothing is left out silently: a class that cannot be looked into is an error.
 */
final class Reachable {
    private static final int HEADER = 12;
    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;
    private static final int ALIGNMENT = 8;

    private final Map<Class<?>, Layout> layouts = new HashMap<>();
    private final Map<Class<?>, Long> bytes = new HashMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private final Predicate<Object> beyond;

    private Reachable(Predicate<Object> beyond) {
        this.beyond = beyond;
    }

    /** What is reachable from an object, by class; {@code beyond} says where to stop. */
    static Map<Class<?>, Long> from(Object root, Predicate<Object> beyond) {
        Reachable reachable = new Reachable(beyond);
        reachable.found(root);
        while (!reachable.open.isEmpty()) {
            reachable.look(reachable.open.remove());
        }
        return reachable.bytes;
    }

    private void found(Object object) {
        boolean shared = object == null
                || object instanceof Class
                || object instanceof ClassLoader
                || object instanceof Thread
                || object instanceof Enum;
        if (!shared && !beyond.test(object) && seen.add(object)) {
            open.add(object);
        }
    }

    private void look(Object object) {
        Class<?> type = object.getClass();
        if (!type.isArray()) {
            Layout layout = layouts.computeIfAbsent(type, Layout::of);
            bytes.merge(type, layout.bytes, Long::sum);
            layout.references.forEach(field -> found(value(field, object)));
            return;
        }
        int length = Array.getLength(object);
        Class<?> part = type.getComponentType();
        bytes.merge(type, aligned(ARRAY_HEADER + (long) length * size(part)), Long::sum);
        if (!part.isPrimitive()) {
            Arrays.stream((Object[]) object).forEach(this::found);
        }
    }

    private static Object value(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " cannot be read", e);
        }
    }

    private static int size(Class<?> type) {
        if (type == long.class || type == double.class) {
            return 8;
        }
        if (type == byte.class || type == boolean.class) {
            return 1;
        }
        return type == short.class || type == char.class ? 2 : REFERENCE;
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private record Layout(long bytes, List<Field> references) {
        static Layout of(Class<?> type) {
            long bytes = HEADER;
            List<Field> references = new ArrayList<>();
            for (Class<?> part = type; part != null; part = part.getSuperclass()) {
                for (Field field : part.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        bytes += size(field.getType());
                        keep(field, references);
                    }
                }
            }
            return new Layout(aligned(bytes), references);
        }

        private static void keep(Field field, List<Field> references) {
            boolean weak = field.getDeclaringClass() == java.lang.ref.Reference.class;
            if (!field.getType().isPrimitive() && !weak) {
                field.setAccessible(true);
                references.add(field);
            }
        }
    }
}

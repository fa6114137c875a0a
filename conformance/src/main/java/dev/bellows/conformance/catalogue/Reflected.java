package dev.bellows.conformance.catalogue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object of Spark or Scala, used by reflection: the five lines have different classes of the same names.
 *
 * @param target the object
 */
record Reflected(Object target) {
    /** The one instance of a Scala object. */
    static Reflected module(ClassLoader spark, String name) throws ReflectiveOperationException {
        return new Reflected(
                Class.forName(name, true, spark).getField("MODULE$").get(null));
    }

    /** What a method without arguments returns. */
    Reflected get(String method) throws ReflectiveOperationException {
        return new Reflected(invoke(find(target.getClass(), method, 0)));
    }

    /** What a Scala function returns for an argument; empty if it throws. */
    Optional<Object> apply(String argument) throws ReflectiveOperationException {
        try {
            Method apply = Class.forName(
                            "scala.Function1", true, target.getClass().getClassLoader())
                    .getMethod("apply", Object.class);
            Object result = apply.invoke(target, argument);
            return result.getClass().getName().equals("scala.Some")
                    ? Optional.of(new Reflected(result).get("value").target())
                    : Optional.of(result);
        } catch (InvocationTargetException refused) {
            return Optional.empty();
        }
    }

    /** What a Scala function says when it refuses an argument; empty if it does not. */
    Optional<String> refusal(String argument) throws ReflectiveOperationException {
        try {
            Class.forName("scala.Function1", true, target.getClass().getClassLoader())
                    .getMethod("apply", Object.class)
                    .invoke(target, argument);
            return Optional.empty();
        } catch (InvocationTargetException refused) {
            return Optional.of(String.valueOf(refused.getTargetException().getMessage()));
        }
    }

    String text(String method) throws ReflectiveOperationException {
        return String.valueOf(get(method).target());
    }

    /** The elements of a Scala collection. */
    List<Reflected> elements() throws ReflectiveOperationException {
        List<Reflected> elements = new ArrayList<>();
        Reflected iterator = get("iterator");
        while ((Boolean) iterator.get("hasNext").target()) {
            elements.add(iterator.get("next"));
        }
        return elements;
    }

    /** The entries of a Scala map. */
    Map<String, Reflected> entries() throws ReflectiveOperationException {
        Map<String, Reflected> entries = new LinkedHashMap<>();
        for (Reflected pair : elements()) {
            entries.put(pair.text("_1"), pair.get("_2"));
        }
        return entries;
    }

    private Object invoke(Method method) throws ReflectiveOperationException {
        method.setAccessible(true);
        return method.invoke(target);
    }

    private static Method find(Class<?> type, String name, int parameters) throws NoSuchMethodException {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == parameters && !method.isBridge()) {
                    return method;
                }
            }
        }
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == parameters) {
                return method;
            }
        }
        throw new NoSuchMethodException(type.getName() + "." + name);
    }
}

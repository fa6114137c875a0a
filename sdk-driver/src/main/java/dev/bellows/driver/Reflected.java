package dev.bellows.driver;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Spark and Scala by name: their types differ from version to version where their names do not. */
final class Reflected {
    private Reflected() {}

    /** What a method returns; arguments decide by their number alone. */
    static Object call(Object target, String name, Object... arguments) {
        Method method = method(target.getClass(), name, arguments);
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(name + " failed: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(name + " cannot be called", e);
        }
    }

    /** What a method without arguments returns, of a class whose other methods may name classes that are not there. */
    static Object result(Object target, String name, String type) {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(target.getClass(), name, MethodType.methodType(Class.forName(type)))
                    .invoke(target);
        } catch (Throwable e) {
            throw new IllegalStateException("this Spark has no " + name, e);
        }
    }

    /** A method to call more than once. */
    static Method method(Class<?> type, String name, Object... arguments) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                if (method.getName().equals(name) && !method.isBridge() && fits(method, arguments)) {
                    method.setAccessible(true);
                    return method;
                }
            }
        }
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && fits(method, arguments)) {
                method.setAccessible(true);
                return method;
            }
        }
        throw new IllegalStateException("this Spark has no " + type.getName() + "." + name);
    }

    private static boolean fits(Method method, Object[] arguments) {
        Class<?>[] types = method.getParameterTypes();
        boolean fits = types.length == arguments.length;
        for (int i = 0; fits && i < types.length; i++) {
            fits = types[i].isPrimitive() || types[i].isInstance(arguments[i]);
        }
        return fits;
    }

    /** What a field holds, in a class or one that it extends. */
    static Object field(Object target, String name) {
        for (Class<?> each = target.getClass(); each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    try {
                        field.setAccessible(true);
                        return Objects.requireNonNull(field.get(target), name);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(name + " cannot be read", e);
                    }
                }
            }
        }
        throw new IllegalStateException("this Spark has no " + target.getClass().getName() + "." + name);
    }

    /** A Scala object. */
    static Object module(String name) {
        try {
            return Class.forName(name + "$").getField("MODULE$").get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Spark has no " + name, e);
        }
    }

    /** What a Scala collection holds. */
    static List<Object> list(Object iterable) {
        Object iterator = call(iterable, "iterator");
        Method hasNext = method(iterator.getClass(), "hasNext");
        Method next = method(iterator.getClass(), "next");
        List<Object> list = new ArrayList<>();
        try {
            while ((Boolean) hasNext.invoke(iterator)) {
                list.add(next.invoke(iterator));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a collection cannot be read", e);
        }
        return list;
    }

    /** A Scala list of these, which every version takes for a Seq. */
    static Object seq(List<?> elements) {
        Object seq = module("scala.collection.immutable.Nil");
        for (int i = elements.size() - 1; i >= 0; i--) {
            seq = call(seq, "$colon$colon", elements.get(i));
        }
        return seq;
    }

    /** What a Scala option holds, if it holds anything. */
    static @Nullable Object orNull(Object option) {
        return (Boolean) call(option, "isDefined") ? call(option, "get") : null;
    }
}

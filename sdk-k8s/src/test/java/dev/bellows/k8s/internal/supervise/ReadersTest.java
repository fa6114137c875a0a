package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signals and actions are handed on by kind: one that reached the method of another would be taken for it, or be lost. */
class ReadersTest {
    static Stream<Class<?>> signals() {
        return Stream.of(Signal.class.getPermittedSubclasses());
    }

    static Stream<Class<?>> actions() {
        return Stream.of(Action.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("signals")
    void a_signal_reaches_the_method_of_its_name(Class<? extends Signal> kind) throws ReflectiveOperationException {
        List<String> reached = new ArrayList<>();
        empty(kind).read(reader(SignalReader.class, reached));
        assertThat(reached).containsExactly(nameOf(kind));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void an_action_reaches_the_method_of_its_name(Class<? extends Action> kind) throws ReflectiveOperationException {
        List<String> reached = new ArrayList<>();
        empty(kind).read(reader(ActionReader.class, reached));
        assertThat(reached).containsExactly(nameOf(kind));
    }

    private static <T> T reader(Class<T> type, List<String> reached) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    reached.add(method.getName());
                    return null;
                }));
    }

    private static String nameOf(Class<?> kind) {
        String name = kind.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** One of a kind; what it holds does not matter here. */
    private static <T> T empty(Class<T> kind) throws ReflectiveOperationException {
        Constructor<?> constructor = kind.getDeclaredConstructors()[0];
        Object[] parts = Stream.of(constructor.getParameterTypes())
                .map(ReadersTest::nothing)
                .toArray();
        return kind.cast(constructor.newInstance(parts));
    }

    private static Object nothing(Class<?> type) {
        if (type == int.class) {
            return 0;
        }
        return type == boolean.class ? Boolean.FALSE : null;
    }
}

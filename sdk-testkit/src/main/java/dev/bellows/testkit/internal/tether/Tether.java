package dev.bellows.testkit.internal.tether;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs the main class that its first argument names, and ends the JVM when standard input closes.
 *
 * <p>The kubelet holds the other end of that pipe, so the operating system closes it however the kubelet ends, and no
 * process outlives its cluster.
 */
public final class Tether {
    /** What a container's status shows for a process that was killed. */
    private static final int KILLED = 137;

    private Tether() {}

    public static void main(String[] args) throws Throwable {
        InputStream pipe = System.in;
        System.setIn(InputStream.nullInputStream());
        Thread watcher = new Thread(() -> haltAtEndOf(pipe), "tether");
        watcher.setDaemon(true);
        watcher.start();
        Method main = Class.forName(args[0]).getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void haltAtEndOf(InputStream pipe) {
        boolean open = true;
        while (open) {
            try {
                open = pipe.read() >= 0;
            } catch (IOException e) {
                open = false;
            }
        }
        Runtime.getRuntime().halt(KILLED);
    }
}

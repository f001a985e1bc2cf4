package org.mixminus;

import groovy.lang.Closure;
import groovy.lang.GroovyObject;
import org.codehaus.groovy.runtime.InvokerHelper;

/** Handlers of Groovy's kinds: closures, method closures (this.&amp;name), and objects with a call method. */
final class GroovyHandler {
    private GroovyHandler() {}

    /** null if the value is of no such kind. */
    static Handler of(Object value) {
        if (value instanceof Closure) {
            Closure<?> closure = (Closure<?>) value;
            return closure.getMaximumNumberOfParameters() == 0 ? event -> closure.call() : event -> closure.call(event);
        }
        if (value instanceof GroovyObject) {
            GroovyObject object = (GroovyObject) value;
            if (!object.getMetaClass().respondsTo(object, "call", new Object[] {ConferenceEvent.class}).isEmpty()) {
                return event -> InvokerHelper.invokeMethod(object, "call", event);
            }
            if (!object.getMetaClass().respondsTo(object, "call", new Object[0]).isEmpty()) {
                return event -> InvokerHelper.invokeMethod(object, "call", null);
            }
        }
        return null;
    }
}

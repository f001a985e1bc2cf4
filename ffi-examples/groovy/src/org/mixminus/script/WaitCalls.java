package org.mixminus.script;

import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/** Makes wait(...) and this.wait(...) of a script call pause: every object has a wait(long) of Java's own, which is final. */
final class WaitCalls extends CompilationCustomizer {
    WaitCalls() {
        super(CompilePhase.CONVERSION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode node) {
        if (!node.isScript()) {
            return; // a class of the script's own may wait in Java's way
        }
        new ClassCodeVisitorSupport() {
            @Override
            protected SourceUnit getSourceUnit() {
                return source;
            }

            private boolean isOfThis(MethodCallExpression call) {
                return call.isImplicitThis() || "this".equals(call.getObjectExpression().getText());
            }

            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                if (isOfThis(call) && "wait".equals(call.getMethodAsString())) {
                    ConstantExpression name = new ConstantExpression("pause");
                    name.setSourcePosition(call.getMethod());
                    call.setMethod(name);
                }
                super.visitMethodCallExpression(call);
            }
        }.visitClass(node);
    }
}

using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Daybook.Tidy.Tests.PublicApi;

/// <summary>Spells members as C# does, without their scope.</summary>
internal static class MemberWords
{
    internal static string Of(FieldInfo field)
    {
        string type = TypeWords.Of(field.FieldType);
        return field.IsLiteral ? $"const {type} {field.Name} = {Value(field.GetRawConstantValue())}"
            : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name}";
    }

    internal static string Of(PropertyInfo property, Func<MethodBase, bool> isOffered)
    {
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string type = TypeWords.Of(property.PropertyType, new NullabilityInfoContext().Create(property));
        string index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";
        string get = property.GetMethod is { } getter && isOffered(getter) ? " get;" : "";
        string set = property.SetMethod is { } setter && isOffered(setter) ? IsInit(setter) ? " init;" : " set;" : "";
        return $"{required}{type} {property.Name}{index} {{{get}{set} }}";
    }

    internal static string Of(MethodInfo method)
    {
        string type = TypeWords.Of(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter));
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(each => each.Name))}>" : "";
        return $"{type} {method.Name}{generic}({Parameters(method)})";
    }

    internal static string Parameters(MethodBase method)
    {
        string extended = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return extended + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        string direction = parameter switch { { IsOut: true } => "out ", { IsIn: true } => "in ", { ParameterType.IsByRef: true } => "ref ", _ => "" };
        string type = TypeWords.Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));
        string standard = parameter.HasDefaultValue ? " = " + Value(parameter.RawDefaultValue) : "";
        return $"{direction}{type} {parameter.Name}{standard}";
    }

    private static string Value(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}

using System.Reflection;

namespace Daybook.Tidy.Tests.PublicApi;

/// <summary>Spells types as C# does, with the question marks of references that may be null.</summary>
internal static class TypeWords
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
    };

    internal static string Of(Type type, NullabilityInfo? nullability = null)
    {
        bool isNullable = !type.IsValueType && nullability is { ReadState: NullabilityState.Nullable };
        return Plain(type, nullability) + (isNullable ? "?" : "");
    }

    private static string Plain(Type type, NullabilityInfo? nullability)
    {
        if (Keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (type.IsByRef || type.IsPointer)
        {
            return Of(type.GetElementType()!, nullability?.ElementType) + (type.IsPointer ? "*" : "");
        }

        if (type.IsArray)
        {
            return Of(type.GetElementType()!, nullability?.ElementType) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        string owner = type.IsNested && !type.IsGenericParameter ? Of(type.DeclaringType!) + "." : "";
        return owner + type.Name.Split('`')[0] + Arguments(type, nullability);
    }

    private static string Arguments(Type type, NullabilityInfo? nullability)
    {
        Type[] arguments = type.GetGenericArguments();
        NullabilityInfo[] inner = nullability?.GenericTypeArguments ?? [];
        IEnumerable<string> words = arguments.Select((argument, at) => Of(argument, at < inner.Length ? inner[at] : null));
        return arguments.Length == 0 ? "" : $"<{string.Join(", ", words)}>";
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;

namespace Daybook.Tidy.Tests.PublicApi;

/// <summary>Writes what an assembly offers to others, one line per member, in an order that does not depend on the source.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static string Of(Assembly assembly)
    {
        IEnumerable<string> types = assembly.GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => Header(type) + string.Concat(Members(type).Order(StringComparer.Ordinal).Select(line => $"    {line}\n")));
        return string.Join('\n', types);
    }

    private static string Header(Type type)
    {
        IEnumerable<Type> bases = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).OrderBy(each => each.FullName, StringComparer.Ordinal);
        if (IsDelegate(type))
        {
            bases = [];
        }
        else if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
        {
            bases = bases.Prepend(parent);
        }

        string list = type.IsEnum ? "" : string.Join(", ", bases.Select(each => TypeWords.Of(each)));
        return $"{type.Namespace}: {Kind(type)} {TypeWords.Of(type)}{(list.Length == 0 ? "" : " : " + list)}\n";
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        _ when IsDelegate(type) => "delegate",
        { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");
        }

        if (IsDelegate(type))
        {
            return type.GetMethods(Declared).Where(method => method.Name == "Invoke").Select(MemberWords.Of);
        }

        return type.GetConstructors(Declared).Where(IsOffered).Select(made => $"{Scope(made)}new({MemberWords.Parameters(made)})")
            .Concat(type.GetFields(Declared).Where(IsOffered).Select(MemberWords.Of))
            .Concat(type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsOffered)).Select(Property))
            .Concat(type.GetEvents(Declared).Where(each => IsOffered(each.AddMethod!)).Select(each => $"event {TypeWords.Of(each.EventHandlerType!)} {each.Name}"))
            .Concat(type.GetMethods(Declared).Where(method => IsOffered(method) && !IsCompilers(method)).Select(Method));
    }

    private static string Property(PropertyInfo property) =>
        Scope(property.GetAccessors(true).First(IsOffered)) + MemberWords.Of(property, IsOffered);

    private static string Method(MethodInfo method) => Scope(method) + MemberWords.Of(method);

    private static string Scope(MethodBase member)
    {
        string access = member.IsPublic ? "" : "protected ";
        string binding = member switch
        {
            { IsStatic: true } => "static ",
            { IsAbstract: true } when !member.DeclaringType!.IsInterface => "abstract ",
            { IsVirtual: true, IsFinal: false } when !member.DeclaringType!.IsSealed && !member.DeclaringType.IsInterface => "virtual ",
            _ => "",
        };
        return access + binding;
    }

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(Delegate));

    private static bool IsOffered(MethodBase member) => member.IsPublic || member.IsFamily || member.IsFamilyOrAssembly;

    private static bool IsOffered(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    /// <summary>Accessors show with their property, and what the compiler gives every record says nothing.</summary>
    private static bool IsCompilers(MethodInfo method) =>
        (method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal))
        || method.IsDefined(typeof(CompilerGeneratedAttribute));
}

namespace Daybook.Secrets;

/// <summary>The end of a name whose value is a secret.</summary>
/// <param name="Suffix">The end, in small letters and digits only.</param>
/// <param name="Kind">The kind of its values in marks.</param>
/// <param name="LengthMin">How long a value is at least; shorter ones are numbers, words, placeholders.</param>
/// <param name="IsUuidOrdinary">Whether a UUID is no secret behind it: so many ids of requests and pages are called tokens.</param>
/// <param name="IsPairInBase64">Whether only <see cref="BasicCredentials"/> are a secret behind it.</param>
internal readonly record struct SecretName(string Suffix, string Kind, int LengthMin, bool IsUuidOrdinary = false, bool IsPairInBase64 = false);

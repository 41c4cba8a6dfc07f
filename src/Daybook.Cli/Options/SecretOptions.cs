using System.CommandLine;
using Daybook.Errors;
using Daybook.Secrets;

namespace Daybook.Cli.Options;

/// <summary>Whether secrets are taken out of what is stored, and which are let through.</summary>
internal sealed class SecretOptions
{
    private readonly Option<bool> scan = new("--scan-secrets")
    {
        Description = "Put [REDACTED:kind:fingerprint] in the place of keys, tokens and passwords",
    };

    private readonly Option<string[]> allow = FieldOption.Texts("--allow-secret", "fingerprint", "Store this one as it is, with --scan-secrets");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(scan);
        command.Add(allow);
    }

    /// <summary>What finds the secrets, or null where nobody asked for it.</summary>
    /// <exception cref="InvalidInputException">A fingerprint is none, or is given without the scan.</exception>
    public SecretScanner? Read(ParseResult parsed)
    {
        string[] allowed = parsed.GetValue(allow) ?? [];
        if (parsed.GetValue(scan))
        {
            return new SecretScanner(allowed);
        }

        return allowed.Length == 0
            ? null
            : throw new InvalidInputException("--allow-secret lets a secret through a scan, and none was asked for") { Hint = "add --scan-secrets" };
    }
}

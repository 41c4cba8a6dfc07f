using System.CommandLine.Parsing;
using System.Net;

namespace Daybook.Cli.Options;

/// <summary>Addresses to listen on, on the command line.</summary>
internal static class AddressArgument
{
    private const string LocalHost = "localhost:";

    /// <summary>Reads an address with its port. A name would have to be looked up, and its meaning could change; <c>localhost</c> has one.</summary>
    public static IPEndPoint? Read(ArgumentResult result) => result.ReadText(ParseOrNull, "is not an address with a port, as 127.0.0.1:4711 is");

    private static IPEndPoint? ParseOrNull(string text)
    {
        string address = text.StartsWith(LocalHost, StringComparison.OrdinalIgnoreCase) ? $"{IPAddress.Loopback}:{text[LocalHost.Length..]}" : text;

        // Without these marks the system would take a mere number for an address, and an address without a port for one with port 0.
        bool hasPort = address.Contains("]:", StringComparison.Ordinal) || (address.Contains('.', StringComparison.Ordinal) && address.Contains(':', StringComparison.Ordinal));
        return hasPort && IPEndPoint.TryParse(address, out IPEndPoint? parsed) ? parsed : null;
    }
}

using System.Net;
using System.Net.Sockets;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>
/// Which addresses that people name may be called: only those that anybody on the internet could call as well. It is asked about the
/// address that is really dialled, so neither a name that resolves differently the second time nor a spelling gets around it.
/// </summary>
/// <param name="loopback">This machine as well; tests call what they serve themselves.</param>
public sealed class ReachableAddresses(bool loopback = false)
{
    // IANA's registries of special-purpose addresses, and everything that translates or tunnels to IPv4.
    private static readonly IPNetwork[] s_closed =
    [
        .. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork s_global = IPNetwork.Parse("2000::/3");

    /// <summary>True where it may be dialled.</summary>
    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (loopback && IPAddress.IsLoopback(address))
            return true;
        return (address.AddressFamily is AddressFamily.InterNetwork || s_global.Contains(address)) && !s_closed.Any(n => n.Contains(address));
    }

    /// <summary>Dials for a client that calls addresses which people named; its <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="UnreadableException">Nothing answers to the name, or only what may not be dialled.</exception>
    internal async ValueTask<Stream> DialAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw UnreadableException.NotThere;
        }

        var open = addresses.Where(Allows).ToArray();
        if (open.Length == 0)
            throw UnreadableException.PrivateAddress;
        // The very addresses that were looked at are dialled: asking the name again could bring others.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

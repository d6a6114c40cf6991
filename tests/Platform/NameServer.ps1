<#
Dot-sourced by a spec's BeforeAll: starts BIND 9 (Debian's package bind9) on loopback, as a part of a platform for tests. Each server has a
folder of its own below the temporary folder, listens on one address and port, and is controlled with rndc. It never asks other servers,
unless it is told to with -Option.
#>

# The longest wait for a server, in milliseconds.
$NameServerTimeout = 60000

# Whether BIND is installed. A spec without it is skipped, with the reason in $NoNameServer.
$NoNameServer = 'BIND 9 is not installed (named, rndc; Debian''s package bind9), so nothing here is compared with a real name server'
$IsNameServerInstalled = -not $IsWindows -and -not @('named', 'rndc', 'dnssec-signzone' | Where-Object { -not (Get-Command $_ -CommandType Application -ErrorAction Ignore) })

# Makes an address usable on loopback and returns it. BIND listens only on addresses that an interface has, and only root can add one, which
# stays until the computer restarts, because other specs may use it, too. Everybody else gets 127.0.0.1.
function Use-LoopbackAddress([string] $Address) {
    $has = { @([Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces() | ForEach-Object { $_.GetIPProperties().UnicastAddresses } | ForEach-Object { "$($_.Address)" }) -contains $Address }
    if (-not (& $has) -and (Get-Command ip -CommandType Application -ErrorAction Ignore)) { $null = ip address add "$Address/8" dev lo 2>&1 }
    (& $has) ? $Address : '127.0.0.1'
}

# Whether this user may use the port of the DNS on an address.
function Test-StandardPort([string] $Address) {
    if ((Use-LoopbackAddress $Address) -ne $Address) { return $false }
    try {
        $tcp = [Net.Sockets.TcpListener]::new([ipaddress] $Address, 53)
        $tcp.Start()
        $tcp.Stop()
        $true
    }
    catch [Net.Sockets.SocketException] { $false }
}

# A port that is free for UDP and TCP.
function Find-FreePort([string] $Address) {
    while ($true) {
        $tcp = [Net.Sockets.TcpListener]::new([ipaddress] $Address, 0)
        $tcp.Start()
        try {
            $port = $tcp.LocalEndpoint.Port
            $udp = [Net.Sockets.UdpClient]::new([Net.IPEndPoint]::new([ipaddress] $Address, $port))
            $udp.Dispose()
            return $port
        }
        catch [Net.Sockets.SocketException] { continue }
        finally { $tcp.Stop() }
    }
}

<#
Starts a server. Each zone is a hashtable: Name, and Text (a zone file) for a primary server, or Primary ('127.0.1.13 port 5300') for a
secondary one; AllowTransfer and AlsoNotify are lists of addresses, as BIND has them; Option is text for the zone's statement.
#>
function Start-NameServer {
    param(
        [string] $Address = '127.0.1.13',
        [int] $Port,
        [hashtable[]] $Zone = @(),
        # Text for the statement options, such as 'recursion yes;'.
        [string] $Option = 'recursion no;'
    )

    $Address = Use-LoopbackAddress $Address
    $folder = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-bind-$([guid]::NewGuid().ToString('n'))") -ItemType Directory).FullName
    $server = [pscustomobject]@{
        Address = $Address
        Port    = $Port ? $Port : (Find-FreePort $Address)
        Control = Find-FreePort $Address
        Folder  = $folder
        Option  = $Option
        Zones   = [ordered]@{}
        Process = $null
        Log     = $null
    }
    # No script property: that would have to run in this runspace, which waits while a panel server in another one works.
    $server | Add-Member Name "$($server.Address):$($server.Port)"
    $secret = [Convert]::ToBase64String([Security.Cryptography.RandomNumberGenerator]::GetBytes(32))
    "key `"control`" { algorithm hmac-sha256; secret `"$secret`"; };`n" | Set-Content (Join-Path $folder control.key)
    foreach ($one in $Zone) { Add-NameServerZone $server $one }
    Write-NameServerConfiguration $server
    Open-NameServer $server
    $server
}

# Adds a zone to the configuration; a server that runs has it after Update-NameServer.
function Add-NameServerZone($Server, [hashtable] $Zone) {
    $Server.Zones[$Zone.Name] = $Zone
    if ($Zone.ContainsKey('Text')) { Set-Content (Join-Path $Server.Folder "$($Zone.Name).zone") $Zone.Text }
}

# Starts the process of a server, also after Stop-NameServer -Keep.
function Open-NameServer($Server) {
    $start = [Diagnostics.ProcessStartInfo]::new('named', [string[]] @('-g', '-n', '1', '-c', (Join-Path $Server.Folder named.conf)))
    $start.RedirectStandardError = $true
    $Server.Process = [Diagnostics.Process]::Start($start)
    $said = [Collections.Generic.List[string]]::new()
    while ($true) {
        $line = $Server.Process.StandardError.ReadLineAsync()
        if (-not $line.Wait($NameServerTimeout)) { throw "named on $($Server.Name) did not start in time:`n$($said -join "`n")" }
        if ($null -eq $line.Result) { throw "named on $($Server.Name) ended:`n$($said -join "`n")" }
        $said.Add($line.Result)
        if ($line.Result -match ' running$') { break }
    }
    # Without a reader, the server would stop when the pipe is full.
    $Server.Log = $Server.Process.StandardError.ReadToEndAsync()
}

# Writes a new zone file, and loads it.
function Set-NameServerZone($Server, [string] $Name, [string] $Text) {
    Set-Content (Join-Path $Server.Folder "$Name.zone") $Text
    Invoke-NameServerControl $Server reload $Name
}

# Writes the configuration again, such as after a change of Option or of a zone, and loads it.
function Update-NameServer($Server) {
    Write-NameServerConfiguration $Server
    Invoke-NameServerControl $Server reconfig
}

function Invoke-NameServerControl($Server) {
    $said = & rndc -c (Join-Path $Server.Folder rndc.conf) @args 2>&1
    if ($LASTEXITCODE) { throw "rndc $args on $($Server.Name): $said" }
}

function Stop-NameServer($Server, [switch] $Keep) {
    if (-not $Server) { return }
    if ($Server.Process -and -not $Server.Process.HasExited) {
        $Server.Process.Kill()
        $Server.Process.WaitForExit()
    }
    if (-not $Keep) { Remove-Item $Server.Folder -Recurse -Force }
}

# Signs a zone file with new keys, and with the serial plus one, as the panel's server does. -Validity is the text of dnssec-signzone's -s and -e, such as '-s', '20200101000000', '-e', '20200201000000'.
function ConvertTo-SignedZone {
    param(
        [string] $Name,
        [string] $Text,
        [string[]] $Validity = @()
    )
    $folder = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-sign-$([guid]::NewGuid().ToString('n'))") -ItemType Directory).FullName
    try {
        Set-Content (Join-Path $folder zone) $Text
        $null = & dnssec-keygen -q -K $folder -a ECDSAP256SHA256 $Name 2>&1
        $null = & dnssec-keygen -q -K $folder -a ECDSAP256SHA256 -f KSK $Name 2>&1
        $said = & dnssec-signzone -S -P -q -N increment -K $folder -d $folder -o $Name -f (Join-Path $folder signed) @Validity (Join-Path $folder zone) 2>&1
        if ($LASTEXITCODE) { throw "dnssec-signzone of ${Name}: $said" }
        [pscustomobject]@{
            Text = Get-Content (Join-Path $folder signed) -Raw
            Ds   = @(Get-ChildItem $folder -Filter 'dsset-*' | Get-Content)
        }
    }
    finally { Remove-Item $folder -Recurse -Force }
}

function Write-NameServerConfiguration($Server) {
    $text = [Text.StringBuilder]::new(@"
include "$($Server.Folder)/control.key";
options {
    directory "$($Server.Folder)";
    pid-file "$($Server.Folder)/named.pid";
    session-keyfile "$($Server.Folder)/session.key";
    listen-on port $($Server.Port) { $($Server.Address); };
    listen-on-v6 { none; };
    query-source address $($Server.Address);
    notify-source $($Server.Address);
    transfer-source $($Server.Address);
    allow-transfer { none; };
    notify explicit;
    dnssec-validation no;
    empty-zones-enable no;
    min-refresh-time 1;
    serial-query-rate 1000;
    $($Server.Option)
};
controls { inet $($Server.Address) port $($Server.Control) allow { any; } keys { "control"; }; };
logging { category lame-servers { null; }; };

"@)
    foreach ($zone in $Server.Zones.Values) {
        $null = $text.AppendLine("zone `"$($zone.Name)`" {")
        if ($zone.Primary) { $null = $text.AppendLine("    type secondary; primaries { $($zone.Primary); }; file `"$($zone.Name).secondary`";") }
        else { $null = $text.AppendLine("    type $($zone.Type ?? 'primary'); file `"$($zone.Name).zone`";") }
        if ($zone.AllowTransfer) { $null = $text.AppendLine("    allow-transfer { $(@($zone.AllowTransfer) -join '; '); };") }
        if ($zone.AlsoNotify) { $null = $text.AppendLine("    also-notify { $(@($zone.AlsoNotify) -join '; '); };") }
        if ($zone.Option) { $null = $text.AppendLine("    $($zone.Option)") }
        $null = $text.AppendLine('};')
    }
    Set-Content (Join-Path $Server.Folder named.conf) $text.ToString()
    @"
include "$($Server.Folder)/control.key";
options { default-server $($Server.Address); default-port $($Server.Control); default-key "control"; };
"@ | Set-Content (Join-Path $Server.Folder rndc.conf)
}

<#
Dot-sourced by a spec's BeforeAll: brings up a whole platform on loopback, with real servers, each on the address of its service:

    proxy  127.0.1.10   http, https                              nginx, the reverse proxy of web
    web    127.0.1.11   http, https                              nginx
    ftp    127.0.1.11   ftp with AUTH TLS                        Pure-FTPd
    mail   127.0.1.12   smtp, submission, submissions            Postfix
                        imap, imaps, pop3, pop3s                 Dovecot
    ns1    127.0.1.13   dns, primary                             BIND
    ns2    127.0.1.14   dns, secondary                           BIND

They have their usual ports where these are free, and other ports elsewhere. The panel is not a part of it: specs have their sandbox.
ns1 and ns2 serve nodepoint.eu and the reverse zone of the addresses; ns1 is the resolver, too. All certificates are of one authority, whose
certificate is the file $platform.Authority.Path.

    . (Join-Path $PSScriptRoot '../../Platform/Platform.ps1')      # also in BeforeDiscovery, for -Skip
    if (-not $IsPlatformPossible) { ... -Because ($NoPlatform -join '; ') }

    $platform = Start-TestPlatform
    $profile = Get-TestPlatformProfile $platform                   # the parameters of Set-NpPlatform
    Set-NpPlatform spec @profile

    Add-TestPlatformZone $platform customer.example $text          # a zone on both name servers
    Update-TestPlatformZone $platform customer.example $text       # its new text, with a new serial, on both
    Start-PanelServer $platform.Ns1 customer.example ...           # ... or whatever the panel has (PanelServer.ps1)

    Set-PlatformFault $platform CertificateExpired                 # breaks one thing
    Clear-PlatformFault $platform                                  # puts everything right again
    Stop-TestPlatform $platform

The parts are $platform.Mail, .Mailboxes, .Ftp, .Web, .Proxy, .Ns1, and .Ns2; the functions of their own scripts work on them.
#>

foreach ($part in 'NameServer', 'MailServer', 'MailboxServer', 'FtpServer', 'WebServer', 'PanelServer', 'ZoneText') { . (Join-Path $PSScriptRoot "$part.ps1") }

# Why the platform cannot be brought up here; empty if it can. Each address must be one of an interface, for BIND, which root can do.
$NoPlatform = @(
    if (-not $IsNameServerInstalled) { $NoNameServer }
    if (-not $IsMailServerInstalled) { $NoMailServer }
    if (-not $IsMailboxServerInstalled) { $NoMailboxServer }
    if (-not $IsFtpServerInstalled) { $NoFtpServer }
    if (-not $IsWebServerInstalled) { $NoWebServer }
    if (-not $IsWindows -and (Use-LoopbackAddress 127.0.1.14) -ne '127.0.1.14') { 'This user cannot add addresses to the loopback interface (root, with iproute2), so a platform with an address for each service cannot be tested' }
)
$IsPlatformPossible = $NoPlatform.Count -eq 0

# The usual port of a protocol on an address, or another one if it is not free.
function Select-PlatformPort([string] $Address, [int] $Usual) {
    try {
        $tcp = [Net.Sockets.TcpListener]::new([ipaddress] (Use-LoopbackAddress $Address), $Usual)
        $tcp.Start()
        $tcp.Stop()
        if ($Usual -eq 53) { [Net.Sockets.UdpClient]::new([Net.IPEndPoint]::new([ipaddress] $Address, $Usual)).Dispose() }
        $Usual
    }
    catch [Net.Sockets.SocketException] { Find-FreePort $Address }
}

function Start-TestPlatform {
    $folder = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-platform-$([guid]::NewGuid().ToString('n'))") -ItemType Directory).FullName
    $platform = [pscustomobject]@{
        Folder    = $folder
        Authority = New-CertificateAuthority $folder
        Zones     = [ordered]@{}
        Ns1 = $null; Ns2 = $null; Mail = $null; Mailboxes = $null; Ftp = $null; Web = $null; Proxy = $null
    }
    try {
        $authority = @{ Authority = $platform.Authority }
        $platform.Zones['nodepoint.eu'] = Get-PlatformZoneText
        $platform.Zones['1.0.127.in-addr.arpa'] = Get-PlatformReverseZoneText
        $platform.Ns1 = Start-NameServer 127.0.1.13 -Port (Select-PlatformPort 127.0.1.13 53)
        $platform.Ns2 = Start-NameServer 127.0.1.14 -Port (Select-PlatformPort 127.0.1.14 53)
        foreach ($name in @($platform.Zones.Keys)) { Add-TestPlatformZone $platform $name $platform.Zones[$name] }
        $platform.Mail = Start-MailServer -Address 127.0.1.12 -Port (Select-PlatformPort 127.0.1.12 25) -Submission (Select-PlatformPort 127.0.1.12 587) -Submissions (Select-PlatformPort 127.0.1.12 465) @authority
        $platform.Mailboxes = Start-MailboxServer -Address 127.0.1.12 -Imap (Select-PlatformPort 127.0.1.12 143) -Imaps (Select-PlatformPort 127.0.1.12 993) -Pop3 (Select-PlatformPort 127.0.1.12 110) -Pop3s (Select-PlatformPort 127.0.1.12 995) @authority
        $platform.Web = Start-WebServer -Address 127.0.1.11 -Http (Select-PlatformPort 127.0.1.11 80) -Https (Select-PlatformPort 127.0.1.11 443) @authority
        $platform.Proxy = Start-WebServer -Address 127.0.1.10 -Http (Select-PlatformPort 127.0.1.10 80) -Https (Select-PlatformPort 127.0.1.10 443) -HostName proxy.nodepoint.eu -Upstream "$($platform.Web.Address):$($platform.Web.Http)" @authority
        $platform.Ftp = Start-FtpServer -Address 127.0.1.11 -Port (Select-PlatformPort 127.0.1.11 21) @authority
        $platform
    }
    catch {
        Stop-TestPlatform $platform
        throw
    }
}

function Stop-TestPlatform($Platform) {
    if (-not $Platform) { return }
    Stop-FtpServer $Platform.Ftp
    Stop-WebServer $Platform.Proxy
    Stop-WebServer $Platform.Web
    Stop-MailboxServer $Platform.Mailboxes
    Stop-MailServer $Platform.Mail
    Stop-NameServer $Platform.Ns2
    Stop-NameServer $Platform.Ns1
    Remove-Item $Platform.Folder -Recurse -Force
}

# The parameters of Set-NpPlatform for it.
function Get-TestPlatformProfile($Platform) {
    $mail, $boxes = $Platform.Mail, $Platform.Mailboxes.Ports
    @{
        Service        = @(
            @{ Name = 'proxy'; HostName = 'proxy.nodepoint.eu'; Addresses = $Platform.Proxy.Address; Ports = @{ http = $Platform.Proxy.Http; https = $Platform.Proxy.Https } }
            @{ Name = 'web'; HostName = 'web.nodepoint.eu'; Addresses = $Platform.Web.Address; Ports = @{ http = $Platform.Web.Http; https = $Platform.Web.Https } }
            @{ Name = 'ftp'; HostName = 'ftp.nodepoint.eu'; Addresses = $Platform.Ftp.Address; Ports = @{ ftp = $Platform.Ftp.Port } }
            @{ Name = 'mail'; HostName = 'mail.nodepoint.eu'; Addresses = $mail.Address; Ports = @{ smtp = $mail.Port; submission = $mail.Submission; submissions = $mail.Submissions; imap = $boxes[0]; imaps = $boxes[1]; pop3 = $boxes[2]; pop3s = $boxes[3] } }
            @{ Name = 'ns1'; HostName = 'ns1.nodepoint.eu'; Addresses = $Platform.Ns1.Address; Ports = @{ dns = $Platform.Ns1.Port } }
            @{ Name = 'ns2'; HostName = 'ns2.nodepoint.eu'; Addresses = $Platform.Ns2.Address; Ports = @{ dns = $Platform.Ns2.Port } }
        )
        NameServer     = 'ns1.nodepoint.eu', 'ns2.nodepoint.eu'
        Resolver       = $Platform.Ns1.Name
        HostMaster     = 'hostmaster@nodepoint.eu'
        DefaultAddress = $Platform.Proxy.Address
        MailHost       = 'mail.nodepoint.eu'
        MailExchanger  = '10 mail.nodepoint.eu'
        SpfPolicy      = 'v=spf1 mx -all'
        DmarcPolicy    = 'v=DMARC1; p=quarantine'
    }
}

function Get-PlatformZoneText([long] $Serial = 2026010101) {
    @"
@ 60 IN SOA ns1.nodepoint.eu. hostmaster.nodepoint.eu. $Serial 60 60 86400 60
@ 60 IN NS ns1.nodepoint.eu.
@ 60 IN NS ns2.nodepoint.eu.
@ 60 IN MX 10 mail.nodepoint.eu.
@ 60 IN TXT "v=spf1 mx -all"
proxy 60 IN A 127.0.1.10
web 60 IN A 127.0.1.11
ftp 60 IN A 127.0.1.11
mail 60 IN A 127.0.1.12
ns1 60 IN A 127.0.1.13
ns2 60 IN A 127.0.1.14

"@
}

function Get-PlatformReverseZoneText([long] $Serial = 2026010101, [string] $MailName = 'mail.nodepoint.eu.') {
    @"
@ 60 IN SOA ns1.nodepoint.eu. hostmaster.nodepoint.eu. $Serial 60 60 86400 60
@ 60 IN NS ns1.nodepoint.eu.
@ 60 IN NS ns2.nodepoint.eu.
10 60 IN PTR proxy.nodepoint.eu.
11 60 IN PTR web.nodepoint.eu.
12 60 IN PTR $MailName
13 60 IN PTR ns1.nodepoint.eu.
14 60 IN PTR ns2.nodepoint.eu.

"@
}

# Adds a zone to both name servers, and waits until the secondary one has it. The primary one announces each new serial of it.
function Add-TestPlatformZone($Platform, [string] $Name, [string] $Text) {
    $Platform.Zones[$Name] = $Text
    Add-NameServerZone $Platform.Ns1 @{ Name = $Name; Text = $Text; AllowTransfer = $Platform.Ns2.Address; AlsoNotify = "$($Platform.Ns2.Address) port $($Platform.Ns2.Port)" }
    Update-NameServer $Platform.Ns1
    Add-NameServerZone $Platform.Ns2 @{ Name = $Name; Primary = "$($Platform.Ns1.Address) port $($Platform.Ns1.Port)" }
    Update-NameServer $Platform.Ns2
    Wait-PlatformZone $Platform $Name
}

# Writes another text of a zone, and waits until the secondary server has its serial.
function Update-TestPlatformZone($Platform, [string] $Name, [string] $Text) {
    $Platform.Zones[$Name] = $Text
    Set-NameServerZone $Platform.Ns1 $Name $Text
    Wait-PlatformZone $Platform $Name
}

function Wait-PlatformZone($Platform, [string] $Name) {
    $wanted = Get-NameServerSerial $Platform.Ns1 $Name
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while ((Get-NameServerSerial $Platform.Ns2 $Name) -ne $wanted) {
        if ($clock.ElapsedMilliseconds -gt $NameServerTimeout) { throw "ns2 did not transfer $Name in time" }
        Invoke-NameServerControl $Platform.Ns2 retransfer $Name
    }
}

# The serial that a server has of a zone; nothing if it does not have it.
function Get-NameServerSerial($Server, [string] $Name) {
    $status = & rndc -c (Join-Path $Server.Folder rndc.conf) zonestatus $Name 2>&1
    if ("$status" -match 'serial: (\d+)') { $Matches[1] }
}

# Breaks one thing. What must be put right afterwards, Clear-PlatformFault knows.
function Set-PlatformFault {
    param(
        $Platform,
        [ValidateSet('DovecotStopped', 'SmtpOnWeb', 'CertificateExpired', 'CertificateEndsSoon', 'CertificateName', 'OldSerial', 'WrongPtr', 'OpenRecursion', 'OpenTransfer', 'OpenRelay', 'FtpWithoutTls', 'ProxyUpstreamStopped')]
        [string] $Name
    )

    switch ($Name) {
        # Nothing answers for mail programs.
        'DovecotStopped' { Stop-MailboxServer $Platform.Mailboxes -Keep }
        # The mail server answers on the web server's address, too.
        'SmtpOnWeb' {
            $Platform.Mail.Others = @("$($Platform.Web.Address):$($Platform.Mail.Port)")
            Reset-MailServer $Platform.Mail
        }
        # Those of Dovecot and of the proxy.
        'CertificateExpired' {
            Reset-MailboxServer $Platform.Mailboxes -Days -3
            Reset-WebServer $Platform.Proxy -Days -3
        }
        'CertificateEndsSoon' { Reset-WebServer $Platform.Web -Days 5 }
        # Those of Postfix and of the FTP server.
        'CertificateName' {
            Reset-MailServer $Platform.Mail -CertificateName other.example
            Reset-FtpServer $Platform.Ftp -CertificateName other.example
        }
        # ns2 cannot transfer nodepoint.eu any more, and ns1 has a new serial.
        'OldSerial' {
            $Platform.Ns1.Zones['nodepoint.eu'].AllowTransfer = 'none'
            Update-NameServer $Platform.Ns1
            Set-NameServerZone $Platform.Ns1 nodepoint.eu (Get-PlatformZoneText 2026010102)
        }
        # The mail server's address has the name of another host.
        'WrongPtr' { Update-TestPlatformZone $Platform 1.0.127.in-addr.arpa (Get-PlatformReverseZoneText 2026010102 host12.provider.example.) }
        'OpenRecursion' {
            $Platform.Ns1.Option = 'recursion yes; allow-recursion { any; };'
            Update-NameServer $Platform.Ns1
        }
        # ns2 transfers its zones to everybody.
        'OpenTransfer' {
            $Platform.Ns2.Zones['nodepoint.eu'].AllowTransfer = 'any'
            Update-NameServer $Platform.Ns2
        }
        # Mail of this computer for example.com is accepted; should there ever be any, it is thrown away.
        'OpenRelay' { Reset-MailServer $Platform.Mail @{ mynetworks = '127.0.0.0/8'; default_transport = 'discard:'; relay_transport = 'discard:' } }
        'FtpWithoutTls' { Reset-FtpServer $Platform.Ftp -WithoutTls }
        # The proxy answers with an error.
        'ProxyUpstreamStopped' { Stop-WebServer $Platform.Web -Keep }
    }
    $Platform | Add-Member Fault $Name -Force
}

# Puts right what Set-PlatformFault has broken.
function Clear-PlatformFault($Platform) {
    switch ($Platform.Fault) {
        'DovecotStopped' { Open-MailboxServer $Platform.Mailboxes }
        'SmtpOnWeb' {
            $Platform.Mail.Others = @()
            Reset-MailServer $Platform.Mail
        }
        'CertificateExpired' {
            Reset-MailboxServer $Platform.Mailboxes
            Reset-WebServer $Platform.Proxy
        }
        'CertificateEndsSoon' { Reset-WebServer $Platform.Web }
        'CertificateName' {
            Reset-MailServer $Platform.Mail
            Reset-FtpServer $Platform.Ftp
        }
        'OldSerial' {
            $Platform.Ns1.Zones['nodepoint.eu'].AllowTransfer = $Platform.Ns2.Address
            Update-NameServer $Platform.Ns1
            Wait-PlatformZone $Platform nodepoint.eu
        }
        'WrongPtr' { Update-TestPlatformZone $Platform 1.0.127.in-addr.arpa (Get-PlatformReverseZoneText 2026010103) }
        'OpenRecursion' {
            $Platform.Ns1.Option = 'recursion no;'
            Update-NameServer $Platform.Ns1
        }
        'OpenTransfer' {
            $Platform.Ns2.Zones['nodepoint.eu'].AllowTransfer = 'none'
            Update-NameServer $Platform.Ns2
        }
        'OpenRelay' { Reset-MailServer $Platform.Mail }
        'FtpWithoutTls' { Reset-FtpServer $Platform.Ftp }
        'ProxyUpstreamStopped' { Open-WebServer $Platform.Web }
    }
    $Platform | Add-Member Fault $null -Force
}

# Ctrl+C ends every cmdlet at once, whatever it waits for.
BeforeDiscovery {
    # These do not wait for anything.
    $waitsForNothing = @{
        'Get-NpChangeLog' = 'reads a file of this computer'
        'Get-NpJournal' = 'reads a file of this computer'
        'Get-NpRequiredPermission' = 'reads a list of the module'
        'ConvertFrom-NpZoneFile' = 'reads a file of this computer'
        'ConvertTo-NpZoneFile' = 'converts objects; it reads from a panel only for zones from the pipeline'
        'Import-NpCsv' = 'reads a file of this computer'
        'Get-NpPanel'   = 'lists what this process has opened or saved'
        'Get-NpPlatform' = 'reads a file of this computer'
        'Get-NpSandbox' = 'lists what this process has started'
        'Stop-NpSandbox' = 'ends a process of this computer'
        'New-NpDkimKey' = 'calculates a key'
    }
    # These have specs of their own below.
    $special = 'Test-NpSpf', 'Test-NpService', 'Disconnect-NpPanel', 'Register-NpPanel', 'Unregister-NpPanel', 'Set-NpPlatform', 'Start-NpSandbox', 'Reset-NpSandbox'
    $all = @((Get-Command -Module Nodepoint).Name)
    $callers = @($all | Where-Object { $_ -notin $waitsForNothing.Keys + $special })
}

Describe 'Ctrl+C' {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        . (Join-Path $PSScriptRoot '../Shared/HungPanel.ps1')
        $before = $env:XDG_CONFIG_HOME, $env:PATH
        $env:XDG_CONFIG_HOME = (Get-Item TestDrive:/).FullName
        $password = ConvertTo-SecureString 'Pw-Cl-123!' -AsPlainText -Force

        $zoneFile = Join-Path (Get-Item TestDrive:/).FullName example.com.zone
        '$TTL 3600', '@ SOA ns1.nodepoint.eu. hostmaster 1 7200 540 604800 3600', '@ NS ns1.nodepoint.eu.' | Set-Content $zoneFile

        $stateFolder = (New-Item (Join-Path (Get-Item TestDrive:/).FullName state) -ItemType Directory).FullName
        Set-Content "$stateFolder/manifest.json" '{ "format": "nodepoint-state-1" }'

        # What makes each cmdlet call the panel.
        $arguments = @{
            'Compare-NpDnsZone' = @{ Path = $zoneFile }
            'Import-NpDnsZone' = @{ Path = $zoneFile }
            'Sync-NpDnsZone' = @{ Path = $zoneFile }
            'Export-NpReport' = @{ Path = "$stateFolder-report.html" }
            'Export-NpState' = @{ Path = "$stateFolder-new" }
            'Compare-NpState' = @{ Path = $stateFolder }
            'Import-NpState' = @{ Path = $stateFolder }
            # Another of the panels.
            'Copy-NpClient' = @{ Client = 'acme'; To = 'hung24' }
            'Undo-NpChange' = @{ Job = 1 }
            'Export-NpWebsiteBackup' = @{ Id = 1 }
            'Get-NpApiFunction' = @{ OnPanel = $true }
            'Get-NpClientTemplateAssignment' = @{ Client = 'acme' }
            'Get-NpClientUsage' = @{ Client = 'acme' }
            'Get-NpConfigValue' = @{ Group = 'a'; Name = 'b' }
            'Get-NpDkim' = @{ Domain = 'example.com' }
            'Get-NpDmarc' = @{ Domain = 'example.com' }
            'Get-NpSpf' = @{ Domain = 'example.com' }
            'Get-NpDnsRecord' = @{ Zone = 'example.com' }
            'Get-NpServerConfig' = @{ Server = 1 }
            'Get-NpWebsiteCertificate' = @{ Website = 'example.com' }
            'Invoke-NpApi' = @{ Function = 'server_get_all' }
            'New-NpClientTemplateAssignment' = @{ Template = 'small'; Client = 'acme' }
            'New-NpDnsRecord' = @{ Zone = 'example.com'; Name = 'www'; Type = 'A'; Value = '192.0.2.1' }
            'Remove-NpClientTemplateAssignment' = @{ Template = 'small'; Client = 'acme' }
            'Remove-NpConfigValue' = @{ Group = 'a'; Name = 'b' }
            'Remove-NpDkim' = @{ Domain = 'example.com' }
            'Remove-NpDmarc' = @{ Domain = 'example.com' }
            'Remove-NpSpf' = @{ Domain = 'example.com' }
            'Remove-NpDnsRecord' = @{ Record = 1 }
            'Remove-NpMailboxBackup' = @{ Id = 1 }
            'Remove-NpWebsiteBackup' = @{ Id = 1 }
            'Restore-NpMailboxBackup' = @{ Id = 1 }
            'Restore-NpWebsiteBackup' = @{ Id = 1 }
            'Set-NpClientPassword' = @{ Client = 'acme'; GeneratePassword = $true }
            'Set-NpConfigValue' = @{ Group = 'a'; Name = 'b'; Value = 'c' }
            'New-NpHostedDomain' = @{ Domain = 'shop.example'; Client = 'acme'; NameServer = 'ns1.nodepoint.eu'; Address = '192.0.2.1'; MailExchanger = 'mail.nodepoint.eu' }
            'Remove-NpHostedDomain' = @{ Domain = 'example.com'; Confirm = $false }
            'New-NpSiteAddress' = @{ Label = 'shop1'; Zone = 'example.com'; Address = '192.0.2.1' }
            'Remove-NpSiteAddress' = @{ Label = 'shop1'; Zone = 'example.com'; Address = '192.0.2.1' }
            'Set-NpAcmeChallenge' = @{ Name = 'example.com'; Token = 'abc' }
            'Remove-NpAcmeChallenge' = @{ Name = 'example.com' }
            'Set-NpDkim' = @{ Domain = 'example.com' }
            'Set-NpDmarc' = @{ Domain = 'example.com'; Policy = 'None' }
            'Set-NpMailClientRecord' = @{ Domain = 'example.com'; MailHost = 'mail.nodepoint.eu' }
            'Set-NpSpf' = @{ Domain = 'example.com'; Add = 'mx' }
            'Set-NpDnsRecord' = @{ Record = 1; Ttl = 600 }
            'Set-NpDnssec' = @{ Zone = 'example.com' }
            'Set-NpRecordPermission' = @{ Table = 'mail_domain'; IdColumn = 'domain_id'; Id = 1; UserId = 1 }
            'Set-NpServerConfig' = @{ Server = 1; Section = 'mail'; Name = 'a'; Value = 'b' }
            'Set-NpSystemConfig' = @{ Section = 'mail'; Name = 'a'; Value = 'b' }
            'Set-NpWebsiteCertificate' = @{ Website = 'example.com'; LetsEncrypt = $true }
            'Test-NpMailDomain' = @{ Domain = 'example.com'; Server = '127.0.0.1' }
            'Test-NpDnsZone' = @{ Zone = 'example.com'; Server = '127.0.0.1' }
            'Wait-NpDnsZone' = @{ Zone = 'example.com'; Server = '127.0.0.1' }
            'Test-NpClientLogin' = @{ Username = 'acme'; Password = $password }
            'Update-NpDnsSerial' = @{ Zone = 'example.com' }
        }
        foreach ($name in 'NpDnsZone', 'NpMailDomain', 'NpWebsite') { foreach ($verb in 'Enable', 'Disable') { $arguments["$verb-$name"] = @{ Identity = 1 } } }
        foreach ($noun in Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | ForEach-Object { & $_.FullName }) {
            $arguments["Get-$($noun.Noun)"] = @{}
            $arguments["New-$($noun.Noun)"] = $noun.New
            $arguments["Set-$($noun.Noun)"] = @{ Identity = 1 } + $noun.Change
            $arguments["Remove-$($noun.Noun)"] = @{ Identity = 1 }
        }

        function Get-Argument($Hung, [string] $Name) {
            # Without an entry, the cmdlet needs no arguments.
            $given = $arguments.ContainsKey($Name) ? $arguments[$Name].Clone() : @{}
            $parameters = (Get-Command $Name).Parameters
            if ($Name -eq 'Connect-NpPanel') { $given += Get-Login $Hung }
            elseif ($parameters.ContainsKey('Panel')) { $given.Panel = $Hung.Name }
            if ($parameters.ContainsKey('Confirm')) { $given.Confirm = $false }
            $given
        }
    }
    AfterAll { $env:XDG_CONFIG_HOME, $env:PATH = $before }

    It 'stops each of the <_.Count> cmdlets that wait for a panel that does not respond' -ForEach @(@{ Count = $callers.Count; Callers = $callers }) {
        $panels = @(foreach ($number in 1..24) { New-HungPanel "hung$number" })
        $wrong = @()
        $stopped = 0
        try {
            for ($first = 0; $first -lt $Callers.Count; $first += $panels.Count) {
                $round = @($Callers[$first..[Math]::Min($first + $panels.Count - 1, $Callers.Count - 1)])
                $runs = @(for ($i = 0; $i -lt $round.Count; $i++) { Start-Command $panels[$i] $round[$i] (Get-Argument $panels[$i] $round[$i]) })
                foreach ($run in $runs) { Wait-Call $run }
                $wrong += @(Stop-Command $runs)
                $stopped += $runs.Count
            }
        }
        finally { $panels | ForEach-Object { Remove-HungPanel $_ } }
        $wrong | Should -BeNullOrEmpty
        $stopped | Should -Be $Count
    }

    It 'stops Test-NpSpf, which waits for a resolver that does not respond' {
        $hung = New-HungPanel 'resolving'
        $resolver = [Net.Sockets.UdpClient]::new([Net.IPEndPoint]::new([ipaddress]::Loopback, 0))
        try {
            $run = Start-Command $hung 'Test-NpSpf' @{ Domain = 'example.com'; IPAddress = '192.0.2.1'; Server = "127.0.0.1:$($resolver.Client.LocalEndPoint.Port)" }
            Wait-Command $run { $resolver.Available -gt 0 }
            Stop-Command $run | Should -BeNullOrEmpty
        }
        finally {
            $resolver.Dispose()
            Remove-HungPanel $hung
        }
    }

    It 'stops Test-NpService, which waits for a service that does not respond' {
        $hung = New-HungPanel 'testing'
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try {
            Register-NpPanel silent "https://$($listener.LocalEndpoint)"
            $run = Start-Command $hung 'Test-NpService' @{ Panel = 'silent'; TimeoutSec = 300 }
            Wait-Command $run { $listener.Pending() }
            Stop-Command $run | Should -BeNullOrEmpty
        }
        finally {
            $listener.Stop()
            Unregister-NpPanel silent
            Remove-HungPanel $hung
        }
    }

    It 'stops Test-NpService -Continuous, which waits for the next round' {
        $hung = New-HungPanel 'repeating'
        try {
            Register-NpPanel closed https://127.0.0.1:1
            $shell = [powershell]::Create($hung.Runspace)
            $null = $shell.AddCommand('Test-NpService').AddParameters(@{ Panel = 'closed'; WarningAction = 'SilentlyContinue'; Continuous = $true; IntervalSec = 86400 })
            $results = [Management.Automation.PSDataCollection[psobject]]::new()
            $run = @{ Name = 'Test-NpService'; Hung = $hung; Shell = $shell; Handle = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $results) }
            # The results of a round are returned at its end.
            Wait-Command $run { $results.Count -gt 0 }
            Stop-Command $run | Should -BeNullOrEmpty
        }
        finally {
            Unregister-NpPanel closed
            Remove-HungPanel $hung
        }
    }

    It 'stops Disconnect-NpPanel, which waits for the logout' {
        $hung = New-HungPanel 'leaving'
        try {
            $run = Start-Command $hung 'Disconnect-NpPanel' @{ Panel = 'leaving' }
            Wait-Call $run
            Stop-Command $run | Should -BeNullOrEmpty
            (Get-NpPanel).Name | Should -Not -Contain 'leaving'
        }
        finally { Remove-HungPanel $hung }
    }

    It 'stops <_>, which waits for another process that is changing the saved panels' -ForEach 'Register-NpPanel', 'Unregister-NpPanel', 'Set-NpPlatform' {
        Register-NpPanel lab https://panel.example.com:8080
        $hung = New-HungPanel 'saving'
        $held = [IO.File]::Open((Join-Path $env:XDG_CONFIG_HOME 'nodepoint/panels.json.lock'), 'OpenOrCreate', 'ReadWrite', 'None')
        try {
            $given = @{ Name = 'lab'; Verbose = $true }
            if ($_ -eq 'Register-NpPanel') { $given.Uri = 'https://other.example.com:8080' }
            $run = Start-Command $hung $_ $given
            Wait-Command $run { $run.Shell.Streams.Verbose.Count -gt 0 }
            Stop-Command $run | Should -BeNullOrEmpty
            (Get-NpPanel lab -Saved).Uri | Should -Be 'https://panel.example.com:8080/'
        }
        finally {
            $held.Dispose()
            Remove-HungPanel $hung
        }
    }

    # A program in place of dotnet: what it prints is in the file "say"; then it is silent.
    Context 'with a sandbox that does not respond' -Tag Sandbox -Skip:$IsWindows {
        BeforeAll {
            $folder = Join-Path (Get-Item TestDrive:/).FullName stand-in
            $null = New-Item $folder -ItemType Directory
            Set-Content (Join-Path $folder dotnet) "#!/bin/sh`ncat '$folder/say'`necho `$`$ > '$folder/id.new'`nmv '$folder/id.new' '$folder/id'`nexec sleep 3600"
            chmod +x (Join-Path $folder dotnet)
            $env:PATH = $folder + [IO.Path]::PathSeparator + $env:PATH
            function Get-StandIn { Get-Process -Id (Get-Content (Join-Path $folder id)) -ErrorAction Ignore }
        }
        BeforeEach {
            Remove-Item (Join-Path $folder id) -ErrorAction Ignore
            $hung = New-HungPanel 'starting'
        }
        AfterEach {
            Get-NpSandbox 'silent*' | Stop-NpSandbox
            Remove-HungPanel $hung
        }

        It 'stops Start-NpSandbox, which waits until the sandbox is ready, and ends the process' {
            Set-Content (Join-Path $folder say) 'warming up'
            $run = Start-Command $hung 'Start-NpSandbox' @{ Name = 'silent' }
            Wait-Command $run { Test-Path (Join-Path $folder id) }
            Stop-Command $run | Should -BeNullOrEmpty
            Get-StandIn | Should -BeNullOrEmpty
            Get-NpSandbox silent | Should -BeNullOrEmpty
        }

        It 'stops Start-NpSandbox, which waits until its faults are set, and ends the process' {
            Set-Content (Join-Path $folder say) "http $($hung.Uri)`npin none`nready"
            $run = Start-Command $hung 'Start-NpSandbox' @{ Name = 'silent'; Fault = @{ delayMs = 1 } }
            Wait-Call $run
            Stop-Command $run | Should -BeNullOrEmpty
            Get-StandIn | Should -BeNullOrEmpty
            Get-NpSandbox silent | Should -BeNullOrEmpty
        }

        It 'stops Reset-NpSandbox' {
            Set-Content (Join-Path $folder say) "http $($hung.Uri)`npin none`nready"
            $run = Start-Command $hung 'Reset-NpSandbox' @{ Sandbox = (Start-NpSandbox silent) }
            Wait-Call $run
            Stop-Command $run | Should -BeNullOrEmpty
        }
    }

    It 'was tried on all <_.Count> cmdlets but <_.Reasons.Count>, which wait for nothing' -ForEach @(@{ Count = $all.Count; All = $all; Reasons = $waitsForNothing; Tried = $callers + $special }) {
        $All | Where-Object { $_ -notin @($Reasons.Keys) + $Tried } | Should -BeNullOrEmpty
        @($Reasons.Keys) + $Tried | Where-Object { $_ -notin $All } | Should -BeNullOrEmpty
        $Tried.Count + $Reasons.Count | Should -Be $Count
    }
}

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Options of the commands whose operands are another command, as <see cref="OptionTable"/> reads them.</summary>
internal static class RunnerOptions
{
    public const string Lines = """
        sudo +u C:D:g:h::p:R:r:T:t:U:u: askpass background bell close-from= chdir= preserve-env== edit group= set-home help host= login remove-timestamp reset-timestamp list non-interactive preserve-groups prompt= chroot= role= stdin shell type= command-timeout= other-user= user= version validate
        sudoedit .u C:D:g:h:p:R:r:T:t:u: user= group=
        doas +u0 C:u:a:
        pkexec +u0 . user= disable-internal-agent keep-cwd
        run0 +u0v D:g:u: user= group= chdir= setenv= nice= property= description= slice= unit= machine= background= pipe pty via-shell
        su . C:c:g:G:s:w: command= session-command= fast group= supp-group= login preserve-environment pty shell= whitelist-environment= help version
        runuser +u c:g:G:s:u:w: command= session-command= fast group= supp-group= login preserve-environment shell= user= whitelist-environment=
        gosu,su-exec,setuidgid +u1
        sg,newgrp . c:
        env + u:C:S:a: ignore-environment null unset= chdir= split-string= argv0= block-signal== default-signal== ignore-signal== list-signal-handling debug help version
        nice +0 n: adjustment= help version
        ionice +0 c:n:p:P:u: class= classdata= pid= pgid= uid= ignore
        nohup +0 . help version
        setsid +0 . ctty fork wait help version
        stdbuf +0 i:o:e: input= output= error= help version
        timeout +1 k:s: kill-after= signal= foreground preserve-status verbose help version
        gtimeout +1 k:s: kill-after= signal=
        time +0 f:o: format= output= append portability verbose quiet
        chrt +1 T:P:D:p: sched-runtime= sched-period= sched-deadline= pid batch deadline fifo idle other rr max
        taskset +1 p: all-tasks cpu-list pid
        numactl +0 C:N:m:i:p:M:S:L:l: cpunodebind= physcpubind= membind= interleave= preferred= localalloc
        chroot +1 . userspec= groups= skip-chdir
        unshare +0 G:R:S:w: root= wd= setuid= setgid= map-user= map-group= propagation= mount== uts== ipc== net== pid== user== cgroup== time== kill-child== fork map-root-user mount-proc==
        nsenter +0u G:S:t:m::u::i::n::p::U::C::T::r::w:: target= setuid= setgid= mount== uts== ipc== net== pid== user== cgroup== time== root== wd== all no-fork
        setarch + . uname-2.6 verbose addr-no-randomize personality=
        linux32,linux64,i386,i686,x86_64,uname26 +0
        setpriv +0 . reuid= regid= groups= inh-caps= bounding-set= ambient-caps= securebits= selinux-label= apparmor-profile= pdeathsig= clear-groups init-groups keep-groups no-new-privs reset-env
        prlimit +0 p:o: pid= output=
        choom +0 n:p: adjust= pid=
        runcon +1 t:u:r:l: type= user= role= range=
        capsh e . print
        unbuffer +0 .
        script e c:$I:B:O:T:t::E:m:o: command=$ log-in= log-out= log-io= log-timing= echo= logging-format= output-limit= quiet append flush return force
        watch +0s n:q:s: interval= equexit= shotsdir= beep color differences== exec chgexit errexit no-title precise
        hyperfine . w:m:M:r:p:$S:c:$P:D:L:n:N prepare=$ setup=$ cleanup=$ conclude=$ shell= warmup= min-runs= max-runs= runs= parameter-scan= parameter-list= export-json= export-markdown= export-csv= command-name= style= input= output= time-unit= reference=!
        xargs + E:I:L:P:a:d:n:s:e::i::l:: null arg-file= delimiter= eof== replace== max-lines== max-args= max-procs= max-chars= no-run-if-empty interactive verbose exit open-tty show-limits process-slot-var=
        parallel + a:C:d:E:I:i::j:J:L:l::N:n:P:S:s:T:U: arg-file= arg-sep= arg-file-sep= basefile= bf= block= cat colsep= compress-program=! decompress-program=! delay= delimiter= env= halt= halt-on-error= header= jobs= joblog= jl= limit= load= memfree= max-args= max-replace-args= max-chars= max-procs= nice= pipe pipepart recstart= recend= results= res= retries= return= replace== round-robin rpl= semaphorename= id= shebang sshlogin= sshloginfile= slf= sql= sqlmaster= sqlandworker= tagstring= tempdir= tmpdir= timeout= transferfile= tf= workdir= wd= profile= ssh=! quote dry-run dryrun keep-order tag bar progress eta null xargs line-buffer ungroup trim= tmux
        sem + j:P: jobs= id= semaphorename= fg bg wait timeout=
        flock + E:w:c: timeout= wait= conflict-exit-code= command= close exclusive nonblock shared unlock verbose
        strace +0 a:b:e:E:I:o:O:p:P:s:S:u:U:X: output= attach= trace= env= string-limit= summary-columns= follow-forks user= columns= decode-pids=
        ltrace +0 a:A:D:e:F:l:n:o:p:s:u:w:x: output= config= library= indent=
        valgrind +0 . 
        rlwrap +0 A::a::b:C:D:e:f:F:g:H:l:m::N:O:o:p::P:q:S:s:t:w:z:! 
        dbus-run-session +0 . config-file= dbus-daemon=!
        dbus-launch +0 . config-file= exit-with-session auto-syntax sh-syntax
        xvfb-run +0 e:f:n:p:s:w: error-file= auth-file= server-num= xauth-protocol= server-args= wait= auto-servernum
        fakeroot +0 l:s:i:b: lib= faked=! save-file=
        fakechroot +0 e:c:b:d:l: environment= config-dir= bindir= elfloader= lib=
        proot +0 r:b:q:w:k:0i:R:S: rootfs= bind= qemu=! cwd= kernel-release= mount= pwd=
        firejail +0 . 
        bwrap - . 
        systemd-run +0l C:D:E:H:M:p:t:u:G:q uid= gid= nice= property= unit= slice= description= working-directory= setenv= service-type= machine= host= on-active= on-boot= on-startup= on-unit-active= on-calendar= timer-property= path-property= socket-property= scope user system pty pipe shell wait remain-after-exit quiet collect
        systemd-inhibit,systemd-cat +0 p:t: what= who= why= mode= identifier= priority= list
        systemd-nspawn +c0 D:i:M:u:S:p:b directory= image= machine= user= bind= bind-ro= template= setenv= chdir= private-users== network-veth
        tmux > f:L:S:c:!T: 
        tmux/new-session,tmux/new,tmux/new-window,tmux/neww,tmux/split-window,tmux/splitw,tmux/respawn-pane,tmux/respawnp,tmux/respawn-window,tmux/respawnw,tmux/display-popup,tmux/popup +1s c:e:F:n:s:t:x:y:l:p:f:T:h:w:
        tmux/run-shell,tmux/run,tmux/if-shell,tmux/if +1s t:d:
        tmux/pipe-pane,tmux/pipep +1s t:
        tmux/send-keys,tmux/send . t:N:
        screen +0 c:e:h:p:s:S:t:T:
        dtach +1 e:r:E:z:
        ssh-agent +0 a:E:P:t:
        faketime +1 f:p: 
        cpulimit +0 l:p:e:P: limit= pid= exe= path=
        eatmydata,catchsegv,chronic,ifne,tsocks,torsocks,torify,proxychains,proxychains4,primusrun,optirun,aoss,padsp,dumb-init,tini,catatonit,nq,caffeinate,nocache,schedtool,trickle,gamemoderun,mangohud,prime-run,steam-run,winpty,cgexec,daemonize +0 a:c:e:E:g:l:n:o:p:r:t:w:
        chpst +0 u:U:b:/:C:n:l:L:m:d:o:p:f:c:
        envdir +1
        softlimit +0 a:c:d:f:l:m:o:p:r:s:t:
        start-stop-daemon . a:c:d:g:K:k:n:N:p:r:R:s:t:u:x:I:P:e:1:2: exec= startas= chdir= chuid= group= name= nicelevel= pidfile= chroot= retry= signal= user= procsched= iosched= umask= start stop background make-pidfile test
        sshpass +0 d:e:f:p:P:
        entr + .
        inotifywait,fswatch . e:o:t: format= timefmt= exclude= event= timeout= outfile= monitor recursive
        watchexec +0s d:e:f:i:s:w:W:E:o: exts= filter= ignore= signal= watch= watch-non-recursive= on-busy-update= debounce= env= project-origin= workdir= shell= wrap-process= clear== restart
        nodemon . e:i:w:x:$ ext= ignore= watch= exec=$ delay= signal=
        concurrently . n:c:m:k names= prefix= prefix-colors= max-processes= success= kill-others kill-others-on-fail
        command +
        flatpak > .
        flatpak/run + b:d: command= branch= arch= cwd= devel filesystem= env= share= socket= device=
        xterm,uxterm,urxvt,rxvt,konsole,alacritty,kitty,st,foot,terminator,xfce4-terminal,gnome-terminal,mate-terminal,tilix,wezterm e . 
        arch-chroot +1 u:N
        schroot e c:u:d:s: chroot= user= directory= shell=
        ld.so,ld-linux.so.2,ld-linux-x86-64.so.2,ld-linux-aarch64.so.1,ld-linux-armhf.so.3,ld-musl-x86_64.so.1,ld-musl-aarch64.so.1 +0 . library-path= preload=* argv0= inhibit-rpath= audit=* glibc-hwcaps-prepend=
        rush + j:n:k:e:v:t:r:i:d:D: jobs= nrecords= delimiter= infile=
        pdsh,dsh,clush,pexec +0r w:x:l:g:u:t:f:R:M:m:c: group= nodes=
        parallel-ssh,pssh +0rs H:h:l:p:o:e:t:O:x:A host= hosts= user= par= outdir= errdir= timeout= option= extra-args= inline
        conda/run,mamba/run,micromamba/run +1 n:p: name= prefix= cwd= live-stream no-capture-output
        poetry/run,pipenv/run,pdm/run,rye/run,hatch/run,pixi/run,asdf/exec,rbenv/exec,pyenv/exec,nodenv/exec,bundle/exec,opam/exec,stack/exec +1 e: environment= switch=
        uv/run +1 p: with= python= extra= group= package= env-file= directory= project= with-requirements= with-editable=
        builtin,eval,trap,source,.,alias +
        mapfile,readarray . C:c:d:n:O:s:u:
        compgen,complete . A:C:F:G:o:P:S:W:X:
        exec +0 a:
        coproc +0
        noglob,nocorrect +0
        busybox,toybox +0
        gdb - . d= x=* p= c= e= s= b= l= ex= eval-command= iex= init-eval-command= command=* init-command=* cd= directory= core= exec= symbols= pid= args batch quiet
        lldb . o:O:s:*S:*f:c:n:p: one-line= one-line-before-file= source=* source-before-file=* file= core= attach-name= batch
        perf > . exec-path== paginate
        perf/record,perf/stat,perf/trace,perf/top,perf/kvm,perf/mem +1 c:C:e:F:G:I:o:p:r:t:u:m:D:x:j:g event= freq= output= pid= tid= uid= cpu= repeat= call-graph= count= mmap-pages= field-separator= delay= pre=! post=! cgroup= interval-print= all-cpus
        ip > f:B:b:n: family= batch= netns= 
        asdf,mise,rbenv,pyenv,nvm,direnv,volta,aws-vault,poetry,pipenv,uv,hatch,bundle,conda,micromamba,mamba,pdm,rye,rtx,op,doppler,sops,pixi,nix,guix,toolbox,distrobox,snap,spack,chezmoi,opam,stack,cabal,gem,dotenv,infisical,chamber,teller > C:p:e:E:
        """;
}
